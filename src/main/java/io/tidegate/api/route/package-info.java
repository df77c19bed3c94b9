/**
 * Routes and their files, over the API: how each stands, what it does, its text, and stopping and starting it. For those
 * who look after the instance.
 */
@NullMarked
package io.tidegate.api.route;

import org.jspecify.annotations.NullMarked;
