package io.tidegate.dock;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** When docks of the table {@code docks} are due after nobody ticked for a while. */
public final class DockPlanStore {
    private static final Duration BETWEEN = Duration.ofMillis(25);

    /** Docks on time, new ones, and those that something else holds back stay as they are. */
    private static final String SPREAD = """
            with late as (
                select d.id, row_number() over (order by d.next_sync_at, d.id) - 1 as place
                from docks d
                where d.enabled and d.stopped_at is null and d.last_sync_attempt is not null
                    and d.next_sync_at <= :now - make_interval(secs => d.interval_seconds)
                    and coalesce(d.backoff_until <= :now, true)
                    and not exists (select from sync_queue q
                        where q.dock_id = d.id and q.state in ('available', 'running', 'retryable'))
            )
            update docks d set next_sync_at = :now + make_interval(
                secs => least(late.place * cast(:between as double precision) / 1000, d.interval_seconds))
            from late where d.id = late.id
            """;

    private final Jdbi jdbi;

    public DockPlanStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Lets docks that are late by a whole interval or more begin one after another, 25 ms apart, each within its
     * interval: else all would stand in the queue, and before their providers, at once.
     *
     * @return how many
     */
    public int spread(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(SPREAD)
                .bind("now", now)
                .bind("between", BETWEEN.toMillis())
                .execute());
    }
}
