/**
 * What people and machines see over HTTP: the listener for people with dashboard, health and metrics behind a guard, and
 * the public one that {@code platform-http:} routes answer on. Both listen before anything else starts.
 */
@NullMarked
package io.tidegate.console;

import org.jspecify.annotations.NullMarked;
