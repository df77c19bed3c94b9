/**
 * Who is told of alerts, and how: channels, the outbox of what is to be told, and the forms it takes.
 * A route takes what is due from the outbox and sends it; what cannot be sent is tried again later, and holds up nothing.
 */
@NullMarked
package io.tidegate.alert.channel;

import org.jspecify.annotations.NullMarked;
