package io.tidegate.monitor.figure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads what a dashboard shows of docks. */
public final class DashboardStore {
    /** After so long without a look at the docks nobody knows how they were. */
    private static final Duration UNSEEN = Duration.ofMinutes(3);

    /** The last run is looked for in the days it is likely in first: of most docks that ends it. */
    private static final String CARDS = """
            select d.id, coalesce(r.started_at, o.started_at) as started_at,
                   case when r.started_at is null then o.duration_ms else r.duration_ms end as duration_ms,
                   coalesce(r.status, o.status) as status,
                   coalesce((select sum(c.live) from resource_counts c where c.dock_id = d.id), 0) as records
            from docks d left join lateral (
                select e.started_at, e.duration_ms, e.status from sync_events e
                where e.dock_id = d.id and e.status in ('success', 'partial', 'failed')
                    and e.started_at > :now - interval '1 day' and e.started_at <= :now
                order by e.started_at desc, e.id desc
                limit 1
            ) r on true left join lateral (
                select e.started_at, e.duration_ms, e.status from sync_events e
                where r.started_at is null and e.dock_id = d.id and e.status in ('success', 'partial', 'failed')
                    and e.started_at > :now - interval '31 days' and e.started_at <= :now - interval '1 day'
                order by e.started_at desc, e.id desc
                limit 1
            ) o on true
            where d.id = any(:docks)
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
                where d.id = any(:docks)
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
     * What a dock has.
     *
     * @param records that are not deleted
     * @param last its last run that ended, of those on record; null when there is none
     */
    public record Card(long records, @Nullable LastRun last) {}

    /** A run that ended. */
    public record LastRun(Instant startedAt, @Nullable Long durationMs, String status) {}

    private final Jdbi jdbi;

    public DashboardStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What these docks have, by their numbers. */
    public Map<Long, Card> cards(Collection<Long> docks, Instant now) {
        Map<Long, Card> cards = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(CARDS)
                .bindArray("docks", Long.class, docks)
                .bind("now", now)
                .map((rs, context) -> cards.put(rs.getLong("id"), card(rs)))
                .list());
        return cards;
    }

    /**
     * Which share of a span docks were healthy, 0 to 1. Time in which a dock was paused, or had not been synced yet, does
     * not count; time in which nobody looked does, as not healthy. A dock of which no such time is known is missing.
     */
    public Map<Long, Double> uptime(Collection<Long> docks, Instant from, Instant to) {
        Map<Long, Double> shares = new HashMap<>();
        jdbi.useTransaction(handle -> {
            Instant looked =
                    handle.createQuery(LOOKED).mapTo(Instant.class).findOne().orElse(to);
            handle.createQuery(UPTIME)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("looked", looked.plus(UNSEEN).isBefore(to) ? looked : to)
                    .bindArray("docks", Long.class, docks)
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
        OffsetDateTime started = rs.getObject("started_at", OffsetDateTime.class);
        return new Card(
                rs.getLong("records"),
                started == null
                        ? null
                        : new LastRun(
                                started.toInstant(), rs.getObject("duration_ms", Long.class), rs.getString("status")));
    }
}
