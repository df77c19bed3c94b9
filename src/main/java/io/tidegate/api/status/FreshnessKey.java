package io.tidegate.api.status;

import io.tidegate.monitor.health.Freshness;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of the list ended, which ages while it is read.
 *
 * @param now when its first part was asked for: all parts tell how things were then
 */
record FreshnessKey(Instant now, double missed, long dock, String type) {
    private static final int PARTS = 4;

    static FreshnessKey of(Freshness last, Instant now) {
        return new FreshnessKey(now, last.missed(), last.dock().id(), last.type());
    }

    /** @throws IllegalArgumentException when it is no such word */
    static FreshnessKey of(String after) {
        String[] parts = after.split("_", PARTS);
        try {
            if (parts.length == PARTS) {
                return new FreshnessKey(
                        Instant.parse(parts[0]), Double.parseDouble(parts[1]), Long.parseLong(parts[2]), parts[3]);
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw wrong(after, e);
        }
        throw wrong(after, null);
    }

    private static IllegalArgumentException wrong(String after, @Nullable Exception cause) {
        return new IllegalArgumentException("'" + after + "' is not what such a list called next", cause);
    }

    /** Whether this one comes after. What was listed since may have been told already, and is fresh. */
    boolean isBefore(Freshness other) {
        if (other.lag().isNegative()) {
            return false;
        }
        int order = Double.compare(other.missed(), missed);
        if (order != 0) {
            return order < 0;
        }
        long id = other.dock().id();
        return id > dock || (id == dock && other.type().compareTo(type) > 0);
    }

    String text() {
        return now + "_" + missed + "_" + dock + "_" + type;
    }
}
