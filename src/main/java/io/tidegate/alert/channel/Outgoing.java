package io.tidegate.alert.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be told now.
 *
 * @param delivery as its receiver sees it, the same for each attempt
 * @param event raised, resolved or test
 * @param payload the alert as it was then, in JSON
 * @param attempt from 1
 */
public record Outgoing(long id, String delivery, String event, String payload, int attempt, Instant since, To to) {
    /**
     * Whom it is told.
     *
     * @param organization 0: the instance
     * @param recipients of mail: those who are members of the organization at this moment
     */
    public record To(
            long channel,
            long organization,
            ChannelKind kind,
            @Nullable String sealed,
            List<String> recipients) {}

    @Override
    public String toString() {
        return "delivery " + id + " (" + event + ") to channel " + to.channel + ", attempt " + attempt + ",";
    }
}
