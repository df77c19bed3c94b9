package io.tidegate.api.alert;

import io.tidegate.alert.Alert;
import io.tidegate.alert.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs somebody's attention, or did.
 *
 * @param organizationId null: of the instance
 * @param dockId null where it is about several docks, or none
 * @param dock its name; null too when it was removed since
 * @param subject what it is about, within its rule
 * @param state open or resolved
 * @param value as last measured
 * @param threshold from which it was raised
 * @param unit what value and threshold count
 * @param resolution cleared; gone: what it was about is paused or removed; switched_off: its rule is
 */
public record AlertView(
        long id,
        @Nullable Long organizationId,
        @Nullable Long dockId,
        @Nullable String dock,
        @Nullable String provider,
        String rule,
        String subject,
        String severity,
        String state,
        String message,
        double value,
        double threshold,
        String unit,
        Instant raisedAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {
    /** As programs are told of it. */
    public static AlertView of(Alert alert) {
        return new AlertView(
                alert.id(),
                alert.organization(),
                alert.dock(),
                alert.dockName(),
                alert.provider(),
                alert.rule(),
                alert.subject(),
                alert.severity(),
                alert.state(),
                alert.message(),
                alert.value(),
                alert.threshold(),
                Rule.find(alert.rule()).map(Rule::unit).orElse(""),
                alert.raisedAt(),
                alert.lastSeenAt(),
                alert.resolvedAt(),
                alert.resolution(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy());
    }
}
