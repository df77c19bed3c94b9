/**
 * Alerts, their rules and their channels, as the API shows and changes them.
 * Where a channel leads is a secret: it goes in, and only its host comes out again.
 */
@NullMarked
package io.tidegate.api.alert;

import org.jspecify.annotations.NullMarked;
