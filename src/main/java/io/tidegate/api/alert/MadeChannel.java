package io.tidegate.api.alert;

import io.tidegate.api.Secretive;
import org.jspecify.annotations.Nullable;

/**
 * A channel that was just made.
 *
 * @param secret that it signs with; shown once, null ever after, and for kinds that do not sign
 */
public record MadeChannel(ChannelView channel, @Nullable String secret) implements Secretive {
    @Override
    public MadeChannel withoutSecret() {
        return new MadeChannel(channel, null);
    }

    @Override
    public String toString() {
        return "MadeChannel[" + channel.id() + "]";
    }
}
