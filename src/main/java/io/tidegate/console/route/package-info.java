/**
 * The pages of routes: the files with what became of them, their text, and each route with what passed through it. Asks
 * the API for everything it shows.
 */
@NullMarked
package io.tidegate.console.route;

import org.jspecify.annotations.NullMarked;
