package io.tidegate.alert.channel;

import io.tidegate.alert.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alerts.
 *
 * @param organization null: of the instance
 * @param shown where it leads, as far as that is no secret
 * @param sealed its URL, and what it signs with; null for mail
 */
public record Channel(
        long id,
        @Nullable Long organization,
        ChannelKind kind,
        String shown,
        @Nullable String sealed,
        Wants wants,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * What can be set of it.
     *
     * @param severity at least
     * @param rules null: all
     * @param resolved whether it is told of the end of alerts too
     * @param recipients of mail; none for other kinds
     */
    public record Wants(
            String name,
            boolean enabled,
            Severity severity,
            @Nullable List<String> rules,
            boolean resolved,
            List<String> recipients) {
        public Wants {
            rules = rules == null ? null : List.copyOf(rules);
            recipients = List.copyOf(recipients);
        }
    }

    @Override
    public String toString() {
        return "Channel[" + id + " " + kind + "]";
    }
}
