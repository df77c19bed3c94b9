package io.tidegate.api.operation;

import io.tidegate.webhook.WebhookLogStore.Logged;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery for programs.
 *
 * @param dock the dock's name; null when it was removed since
 * @param deliveryId as the provider numbers it
 * @param status accepted, processed, ignored, duplicate, refused or failed
 * @param reason why it is what it is; null of what was done
 * @param happenedAt by the provider's clock
 * @param run the run that applied it
 */
public record DeliveryView(
        long id,
        @Nullable Long dockId,
        @Nullable String dock,
        String provider,
        @Nullable String deliveryId,
        @Nullable String event,
        String status,
        @Nullable String reason,
        Instant receivedAt,
        @Nullable Instant happenedAt,
        @Nullable Instant processedAt,
        @Nullable Long run,
        long bodyBytes) {
    /** A delivery as the log has it. */
    public static DeliveryView of(Logged one) {
        return new DeliveryView(
                one.id(),
                one.dock(),
                one.dockName(),
                one.provider(),
                one.delivery(),
                one.event(),
                one.status(),
                one.reason(),
                one.receivedAt(),
                one.happenedAt(),
                one.processedAt(),
                one.run(),
                one.bytes());
    }
}
