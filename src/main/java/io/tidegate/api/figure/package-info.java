/**
 * What runs came to, for programs and pages: over time, now against before, side by side, and at one glance.
 * Every rate and mean of nothing is null, never 0.
 */
@NullMarked
package io.tidegate.api.figure;

import org.jspecify.annotations.NullMarked;
