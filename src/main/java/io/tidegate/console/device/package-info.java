/**
 * Devices that keep a copy of a workspace: how far each is, and how far its log goes. They are made, given tokens and ended here
 * too, and which provider data they get is said here.
 */
@NullMarked
package io.tidegate.console.device;

import org.jspecify.annotations.NullMarked;
