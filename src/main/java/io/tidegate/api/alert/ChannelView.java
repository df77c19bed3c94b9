package io.tidegate.api.alert;

import io.tidegate.alert.channel.Channel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alerts.
 *
 * @param kind webhook, slack or mail
 * @param severity of alerts that it is told of, at least
 * @param rules whose alerts it is told of; null: all
 * @param resolved whether it is told of their end too
 * @param recipients of mail
 * @param leadsTo the host of its URL, or its recipients; the URL itself is a secret
 */
public record ChannelView(
        long id,
        String name,
        String kind,
        boolean enabled,
        String severity,
        @Nullable List<String> rules,
        boolean resolved,
        List<String> recipients,
        String leadsTo,
        Instant createdAt,
        Instant updatedAt) {
    static ChannelView of(Channel channel) {
        Channel.Wants wants = channel.wants();
        return new ChannelView(
                channel.id(),
                wants.name(),
                channel.kind().word(),
                wants.enabled(),
                wants.severity().word(),
                wants.rules(),
                wants.resolved(),
                wants.recipients(),
                channel.shown(),
                channel.createdAt(),
                channel.updatedAt());
    }
}
