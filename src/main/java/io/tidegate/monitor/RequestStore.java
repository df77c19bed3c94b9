package io.tidegate.monitor;

import io.tidegate.page.MomentKey;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Reads {@code rate_limit_logs}, the requests that runs sent; the monitoring route writes it. */
public final class RequestStore {
    /** How long requests are kept at least. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** What clocks of several nodes may differ by, and an answer may come after its run was ended. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** Rows have no number of their own. They are never changed, so where they lie in their table does not either. */
    private static final String OF_RUN = """
            select * from (
                select (cast(cast(ctid as text) as point))[0]::bigint * 65536
                           + (cast(cast(ctid as text) as point))[1]::bigint as place,
                       at, coalesce(resource_type, '') as type, method, endpoint, attempt, waited_ms, took_ms, status,
                       failure, request_id, quota, remaining, reset_at, retry_at
                from rate_limit_logs
                where dock_id = :dock and run = :run and at >= :since and at < :until) r
            where cast(:after as timestamptz) is null or (r.at, r.place) > (:after, cast(:place as bigint))
            order by r.at, r.place
            limit :most
            """;

    private static final String SUMS = """
            select count(*) as requests, count(*) filter (where attempt > 1) as repeated,
                   count(*) filter (where status is null) as unanswered, coalesce(sum(waited_ms), 0) as waited_ms,
                   coalesce(sum(took_ms), 0) as took_ms
            from rate_limit_logs
            where dock_id = :dock and run = :run and at >= :since and at < :until
            """;

    /**
     * A request that a run sent.
     *
     * @param place of its row
     * @param at when the answer's head came, or it was known that none comes
     * @param type the resource type; '' for what is asked before any list
     * @param endpoint its path, never a query
     * @param attempt from 1: the same page asked for again
     * @param waitedMs for its permit
     * @param tookMs from then to {@code at}
     * @param status null when no answer came
     * @param failure why none came, such as ETIMEDOUT
     * @param requestId as the provider named it
     * @param quota the limit, as the answer told it
     */
    public record Request(
            long place,
            Instant at,
            String type,
            String method,
            String endpoint,
            @Nullable Integer attempt,
            @Nullable Long waitedMs,
            @Nullable Long tookMs,
            @Nullable Integer status,
            @Nullable String failure,
            @Nullable String requestId,
            @Nullable Long quota,
            @Nullable Long remaining,
            @Nullable Instant resetAt,
            @Nullable Instant retryAt) {}

    /**
     * What the requests of a run come to.
     *
     * @param repeated how many asked for a page again
     * @param unanswered how many found no answer
     * @param waitedMs for permits, apart from the time they took; lists may have waited beside each other
     */
    public record Sums(long requests, long repeated, long unanswered, long waitedMs, long tookMs) {}

    /** When a run's rows were written. */
    public record Span(Instant since, Instant until) {
        /** Of this run, to {@code now} while it goes on. */
        public static Span of(SyncEvent run, Instant now) {
            Instant began = run.time().startedAt();
            Instant ended = Objects.requireNonNullElse(run.time().completedAt(), now);
            return new Span(began.minus(SLACK), (ended.isBefore(began) ? began : ended).plus(SLACK));
        }
    }

    private final Jdbi jdbi;

    public RequestStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A run's requests in the order of their answers.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Request> ofRun(SyncEvent run, Instant now, @Nullable String after, int limit) {
        MomentKey key = MomentKey.of(after);
        Span span = Span.of(run, now);
        List<Request> rows = jdbi.withHandle(handle -> handle.createQuery(OF_RUN)
                .bind("dock", run.account().dock())
                .bind("run", run.id())
                .bind("since", span.since())
                .bind("until", span.until())
                .bind("after", key.at())
                .bind("place", key.id())
                .bind("most", limit + 1)
                .map(ConstructorMapper.of(Request.class))
                .list());
        return Page.of(rows, limit, each -> MomentKey.text(each.at(), each.place()));
    }

    /** What they come to. */
    public Sums sums(SyncEvent run, Instant now) {
        Span span = Span.of(run, now);
        return jdbi.withHandle(handle -> handle.createQuery(SUMS)
                .bind("dock", run.account().dock())
                .bind("run", run.id())
                .bind("since", span.since())
                .bind("until", span.until())
                .map(ConstructorMapper.of(Sums.class))
                .one());
    }
}
