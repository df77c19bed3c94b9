package io.tidegate.access;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to what, with which result, from where.
 *
 * @param organization whose log it stands in; null for the instance's own
 * @param action such as {@code dock.create}
 * @param target such as {@code docks/12}; null when it concerns the organization itself
 * @param detail what else there is to know; never a secret
 */
public record AuditEntry(
        Instant at,
        Actor actor,
        @Nullable Long organization,
        String action,
        @Nullable String target,
        Result result,
        Map<String, String> detail) {

    /** What came of it. */
    public enum Result {
        DONE,
        REFUSED,
        FAILED
    }

    public AuditEntry {
        detail = Map.copyOf(detail);
    }
}
