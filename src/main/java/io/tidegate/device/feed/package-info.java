/**
 * Provider data for devices: which types of records a workspace subscribes to, and how those that stood before come into its
 * log. What the flow stores afterwards is appended by triggers, in the flow's own transaction.
 */
@NullMarked
package io.tidegate.device.feed;

import org.jspecify.annotations.NullMarked;
