/**
 * How docks are, judged alike for whoever asks, and how they were.
 * A change of a dock's health leaves a row, and so does a time in which nobody looked.
 */
@NullMarked
package io.tidegate.monitor.health;

import org.jspecify.annotations.NullMarked;
