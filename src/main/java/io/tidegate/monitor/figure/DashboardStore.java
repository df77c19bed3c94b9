package io.tidegate.monitor.figure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads what a dashboard shows of docks. */
public final class DashboardStore {
    /** After so long without a look at the docks nobody knows how they were. */
    private static final Duration UNSEEN = Duration.ofMinutes(3);

    private static final String CARDS = """
            select d.id, d.name, d.provider, d.interval_seconds, d.cron, d.last_sync_at, d.next_sync_at,
                   r.started_at, r.duration_ms, r.status,
                   (select count(*) from resources s where s.dock_id = d.id and s.deleted_at is null) as records
            from docks d left join lateral (
                select e.started_at, e.duration_ms, e.status from sync_events e
                where e.dock_id = d.id and e.status in ('success', 'partial', 'failed')
                order by e.started_at desc, e.id desc
                limit 1
            ) r on true
            where (cast(:dock as bigint) is null or d.id = :dock)
                and (cast(:provider as text) is null or d.provider = :provider)
            order by d.id
            """;

    private static final String LOOKED = "select done_until from rollups where metric_type = 'health'";

    private static final String UPTIME = """
            with changes as (
                select d.id, h.at, h.status
                from docks d cross join lateral (
                    (select at, status from dock_health
                        where dock_id = d.id and at <= :from order by at desc limit 1)
                    union all
                    select at, status from dock_health where dock_id = d.id and at > :from and at < :to
                ) h
                where (cast(:dock as bigint) is null or d.id = :dock)
                    and (cast(:provider as text) is null or d.provider = :provider)
            ), times as (
                select id, status, greatest(at, :from) as began,
                       coalesce(lead(at) over (partition by id order by at), :to) as ended
                from changes
            )
            select id,
                   coalesce(sum(extract(epoch from least(ended, :looked) - began))
                       filter (where status = 'healthy' and began < :looked), 0) as healthy,
                   coalesce(sum(extract(epoch from ended - began))
                       filter (where status not in ('pending', 'paused')), 0) as counted
            from times
            group by id
            """;

    private static final String ALERTS =
            "select coalesce(dock_id, 0) as dock, count(*) as open from alerts where state = 'open' group by 1";

    private static final String ALERTS_OF =
            "select count(*) from alerts where state = 'open' and dock_id is null and provider = :provider";

    /**
     * A dock.
     *
     * @param intervalSeconds by which it is synced where it has no cron expression
     * @param records it has
     * @param last its last run that ended; null when there was none
     */
    public record Card(
            long dock,
            String name,
            String provider,
            long intervalSeconds,
            @Nullable String cron,
            @Nullable Instant nextSyncAt,
            @Nullable LastRun last,
            long records) {}

    /** A run that ended. */
    public record LastRun(Instant startedAt, @Nullable Long durationMs, String status) {}

    private final Jdbi jdbi;

    public DashboardStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All docks of the filter, in the order of their numbers. */
    public List<Card> cards(FigureFilter filter) {
        return jdbi.withHandle(handle -> handle.createQuery(CARDS)
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .map((rs, context) -> card(rs))
                .list());
    }

    /**
     * Which share of a span docks were healthy, 0 to 1. Time in which a dock was paused, or had not been synced yet, does
     * not count; time in which nobody looked does, as not healthy. A dock of which no such time is known is missing.
     */
    public Map<Long, Double> uptime(FigureFilter filter, Instant from, Instant to) {
        Map<Long, Double> shares = new HashMap<>();
        jdbi.useTransaction(handle -> {
            Instant looked =
                    handle.createQuery(LOOKED).mapTo(Instant.class).findOne().orElse(to);
            handle.createQuery(UPTIME)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("looked", looked.plus(UNSEEN).isBefore(to) ? looked : to)
                    .bind("dock", filter.dock())
                    .bind("provider", filter.provider())
                    .map((rs, context) -> {
                        double counted = rs.getDouble("counted");
                        return counted <= 0 ? null : shares.put(rs.getLong("id"), rs.getDouble("healthy") / counted);
                    })
                    .list();
        });
        return shares;
    }

    /** How many alerts are open, by dock; under 0 those that are of no dock alone. */
    public Map<Long, Long> alerts() {
        Map<Long, Long> open = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(ALERTS)
                .map((rs, context) -> open.put(rs.getLong("dock"), rs.getLong("open")))
                .list());
        return open;
    }

    /** How many alerts are open that are of a provider, and of no dock alone. */
    public long alertsOf(String provider) {
        return jdbi.withHandle(handle -> handle.createQuery(ALERTS_OF)
                .bind("provider", provider)
                .mapTo(Long.class)
                .one());
    }

    private static Card card(ResultSet rs) throws SQLException {
        Instant started = instant(rs, "started_at");
        return new Card(
                rs.getLong("id"),
                rs.getString("name"),
                rs.getString("provider"),
                rs.getLong("interval_seconds"),
                rs.getString("cron"),
                instant(rs, "next_sync_at"),
                started == null
                        ? null
                        : new LastRun(started, rs.getObject("duration_ms", Long.class), rs.getString("status")),
                rs.getLong("records"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
