package io.tidegate.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that needs somebody's attention, or did.
 *
 * @param organization null: of the instance
 * @param dock null where it is about several, or none
 * @param dockName null too when the dock was removed since
 * @param subject what it is about, within its rule
 * @param state open or resolved
 * @param value as last measured, in the rule's unit
 * @param threshold from which it was raised
 * @param resolution cleared; gone: what it was about is paused or removed; switched_off: its rule is
 */
public record Alert(
        long id,
        @Nullable Long organization,
        @Nullable Long dock,
        @Nullable String dockName,
        @Nullable String provider,
        String rule,
        String subject,
        String severity,
        String state,
        String message,
        double value,
        double threshold,
        Instant raisedAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {}
