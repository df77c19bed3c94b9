/**
 * Who did what, as the API shows it.
 * Only ever read: writing it is the business of whoever permits.
 */
@NullMarked
package io.tidegate.api.trail;

import org.jspecify.annotations.NullMarked;
