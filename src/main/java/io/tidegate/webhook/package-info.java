/**
 * Takes what providers send by themselves, and applies it: a delivery is checked and logged within milliseconds, and a run
 * of its dock applies its events before anything is listed.
 */
@NullMarked
package io.tidegate.webhook;

import org.jspecify.annotations.NullMarked;
