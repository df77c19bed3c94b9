/**
 * What needs somebody's attention, or did, and whom it was told. Says who looks after it, and lets people say that they do.
 */
@NullMarked
package io.tidegate.console.alert;

import org.jspecify.annotations.NullMarked;
