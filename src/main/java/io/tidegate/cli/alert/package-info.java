/**
 * The commands {@code alerts}, {@code alert …}, {@code alert-rule …} and {@code alert-channel …}.
 * They show what needs attention, when alerts are raised, and who is told of them.
 */
@NullMarked
package io.tidegate.cli.alert;

import org.jspecify.annotations.NullMarked;
