package io.tidegate.api.run;

import io.tidegate.api.Stores;
import io.tidegate.api.record.ChangeView;
import io.tidegate.monitor.RequestStore;
import io.tidegate.monitor.RequestStore.Span;
import io.tidegate.monitor.RequestStore.Sums;
import io.tidegate.monitor.SyncEvent;
import io.tidegate.record.ChangeStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run with what it asked and what it found.
 *
 * @param syncTokenBefore from which point it asked for changes; null when it did not
 * @param syncTokenAfter to which point it came
 * @param requests null where none are on record
 * @param noRequests why none are on record; null where some are
 */
public record EventDetail(
        EventView event,
        @Nullable String syncTokenBefore,
        @Nullable String syncTokenAfter,
        @Nullable Requests requests,
        @Nullable String noRequests,
        Changes changes) {
    /** How many requests and changes are told with it. */
    static final int MOST = 100;

    /**
     * Its requests.
     *
     * @param total how many are on record
     * @param repeated how many of them asked for a page again
     * @param unanswered how many found no answer
     * @param waitedMs how long they waited for permits, all together; lists that are asked beside each other each count
     * @param tookMs how long they took, all together
     * @param first the first 100, in the order of their answers; the rest is at /events/{event}/requests
     */
    public record Requests(
            long total, long repeated, long unanswered, long waitedMs, long tookMs, List<RequestView> first) {}

    /**
     * What it found.
     *
     * @param byKind how many were created, changed, deleted or returned
     * @param latest the last 100; the rest is at /changes?run=
     */
    public record Changes(long total, Map<String, Long> byKind, List<ChangeView> latest) {}

    static EventDetail of(SyncEvent run, Stores stores, Instant now) {
        RequestStore log = new RequestStore(stores.scoped().jdbi());
        Sums sums = log.sums(run, now);
        Requests requests = sums.requests() == 0
                ? null
                : new Requests(
                        sums.requests(),
                        sums.repeated(),
                        sums.unanswered(),
                        sums.waitedMs(),
                        sums.tookMs(),
                        log.ofRun(run, now, null, MOST).items().stream()
                                .map(RequestView::of)
                                .toList());
        return new EventDetail(
                EventView.of(run),
                run.tokens().before(),
                run.tokens().after(),
                requests,
                requests == null ? noRequests(run, now) : null,
                changes(run, stores, now));
    }

    private static String noRequests(SyncEvent run, Instant now) {
        if (run.items().requests() == 0) {
            return run.time().completedAt() == null ? "none is on record yet" : "it sent none";
        } else if (run.time().startedAt().isBefore(now.minus(RequestStore.KEPT))) {
            return "requests are kept for " + RequestStore.KEPT.toDays() + " days, and it is older";
        }
        return "none is on record: tidegate.rate-limit-logs was off, or the program ended before it wrote them";
    }

    private static Changes changes(SyncEvent run, Stores stores, Instant now) {
        Span span = Span.of(run, now);
        long dock = run.account().dock();
        Map<String, Long> kinds = stores.changes().kinds(run.id(), dock, span.since(), span.until());
        return new Changes(
                kinds.values().stream().mapToLong(Long::longValue).sum(),
                kinds,
                stores
                        .changes()
                        .recent(ChangeStore.Filter.of(run.id(), dock, span.since(), span.until()), null, MOST)
                        .items()
                        .stream()
                        .map(ChangeView::of)
                        .toList());
    }
}
