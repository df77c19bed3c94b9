/**
 * Takes what providers send by themselves: a delivery is checked, logged and queued within milliseconds. A run of its dock
 * applies what it carries before anything is listed.
 */
@NullMarked
package io.tidegate.webhook;

import org.jspecify.annotations.NullMarked;
