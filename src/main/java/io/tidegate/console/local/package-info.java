/**
 * Players and other records that are edited here as well as at their provider, each field beside what was synced last.
 * A form sends only what somebody changed in it.
 */
@NullMarked
package io.tidegate.console.local;

import org.jspecify.annotations.NullMarked;
