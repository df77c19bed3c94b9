/**
 * What an application holds: a workspace that is open, its database, hooks and engine. Signing in opens one and starts its
 * engine.
 */
@NullMarked
package io.tidegate.client.workspace;

import org.jspecify.annotations.NullMarked;
