/**
 * The federations that organizations are connected to: how each stands, when it runs, and what came of it, organization by
 * organization. Operators see all of them and let them run or go on; members see what their own organization is connected to.
 */
@NullMarked
package io.tidegate.console.connector;

import org.jspecify.annotations.NullMarked;
