/**
 * What needs somebody's attention, or did, and whom it was told.
 */
@NullMarked
package io.tidegate.console.alert;

import org.jspecify.annotations.NullMarked;
