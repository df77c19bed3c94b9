package io.tidegate.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Writes {@code dock_health}: a row for each change. */
public final class HealthHistoryStore {
    private static final String BEGIN = """
            insert into rollups (metric_type, done_until) values ('health', :now) on conflict do nothing
            """;

    /** Of several who look at once, the second waits here and then sees what the first one wrote. */
    private static final String LAST_LOOK = "select done_until from rollups where metric_type = 'health' for update";

    private static final String LOOKED = "update rollups set done_until = :now where metric_type = 'health'";

    /** A dock that is paused, or was never synced, stays so while nobody looks. */
    private static final String NOBODY_LOOKED = """
            insert into dock_health (org_id, dock_id, at, status, word, reason)
            select d.org_id, d.id, greatest(:last, n.at + interval '1 microsecond'), 'unknown', 'unknown', :reason
            from docks d cross join lateral (
                select at, status from dock_health where dock_id = d.id order by at desc limit 1) n
            where n.status in ('healthy', 'degraded', 'unhealthy')
            """;

    /** Never before the newest row, whatever became of the clock since. */
    private static final String CHANGED = """
            insert into dock_health (org_id, dock_id, at, status, word, reason)
            select d.org_id, d.id, coalesce(greatest(:now, n.at + interval '1 microsecond'), :now), s.status, s.word,
                   s.reason
            from unnest(:docks, :statuses, :words, :reasons) as s(dock_id, status, word, reason)
            join docks d on d.id = s.dock_id
            left join lateral (
                select at, status, word from dock_health where dock_id = d.id order by at desc limit 1) n on true
            where n.at is null or (n.status, n.word) <> (s.status, s.word)
            """;

    /** Reasons count seconds and requests: a row for each would be one for each look. */
    private static final String REASONS = """
            update dock_health h set reason = l.reason
            from (select s.dock_id, s.reason, n.at
                  from unnest(:docks, :reasons) as s(dock_id, reason) cross join lateral (
                      select at from dock_health where dock_id = s.dock_id order by at desc limit 1) n) as l
            where h.dock_id = l.dock_id and h.at = l.at and h.reason <> l.reason
            """;

    private static final String DELETE_OLD = """
            delete from dock_health h
            where h.at < :before
                and exists (select from dock_health l where l.dock_id = h.dock_id and l.at > h.at and l.at <= :before)
            """;

    /**
     * How a dock is.
     *
     * @param word such as on_time
     */
    public record Seen(long dock, String status, String word, String reason) {}

    private final Jdbi jdbi;

    public HealthHistoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Notes how docks are where that differs from what was noted last; a reason that is another, once a minute.
     *
     * @param longest a longer break since the last look leaves a row that says so
     */
    public void note(List<Seen> seen, Instant now, Duration longest) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate(BEGIN).bind("now", now).execute();
            Instant last = handle.createQuery(LAST_LOOK).mapTo(Instant.class).one();
            if (last.plus(longest).isBefore(now)) {
                handle.createUpdate(NOBODY_LOOKED)
                        .bind("last", last)
                        .bind("reason", "nobody looked: no Tidegate ran")
                        .execute();
            }
            write(handle, seen, now);
            if (last.truncatedTo(ChronoUnit.MINUTES).isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
                bind(handle.createUpdate(REASONS), seen).execute();
            }
            handle.createUpdate(LOOKED).bind("now", now).execute();
        });
    }

    private static void write(Handle handle, List<Seen> seen, Instant now) {
        bind(handle.createUpdate(CHANGED), seen)
                .bindArray(
                        "statuses",
                        String.class,
                        seen.stream().map(Seen::status).toList())
                .bindArray("words", String.class, seen.stream().map(Seen::word).toList())
                .bind("now", now)
                .execute();
    }

    private static Update bind(Update update, List<Seen> seen) {
        return update.bindArray(
                        "docks", Long.class, seen.stream().map(Seen::dock).toList())
                .bindArray(
                        "reasons", String.class, seen.stream().map(Seen::reason).toList());
    }

    /** Forgets rows before an instant; of each dock the last of them stays, for it says how the dock was then. */
    public int deleteBefore(Instant before) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(DELETE_OLD).bind("before", before).execute());
    }
}
