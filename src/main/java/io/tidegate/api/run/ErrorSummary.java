package io.tidegate.api.run;

import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.ErrorStore.Filter;
import io.tidegate.monitor.ErrorStore.Group;
import io.tidegate.monitor.ErrorStore.Totals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Errors together, for programs.
 *
 * @param total that are on record: all that are open, and of those that are over the newest 10,000
 * @param unresolved that are open
 * @param nextRetryAt when the first of these is tried again; null when none is by itself
 * @param nextRetryInSeconds 0 when it is due
 * @param byType the kinds, the most frequent first, at most 100: of those that are open unless all are asked for
 * @param byEndpoint the same by method and path of the request that failed, which is null where none did
 */
public record ErrorSummary(
        long total,
        long unresolved,
        @Nullable Instant nextRetryAt,
        @Nullable Long nextRetryInSeconds,
        List<Group> byType,
        List<Group> byEndpoint) {
    static ErrorSummary of(ErrorStore errors, Filter filter, Instant now) {
        Totals totals = errors.totals(filter);
        Instant next = totals.nextRetryAt();
        return new ErrorSummary(
                totals.total(),
                totals.unresolved(),
                next,
                next == null ? null : Long.valueOf(ErrorView.seconds(now, next)),
                errors.byType(filter),
                errors.byEndpoint(filter));
    }
}
