package io.tidegate.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code budgets} as people look at it. */
public final class LevelStore {
    /**
     * What is left of a budget, named b, at an instant, named now: less the permits that are out where the provider told,
     * and all of it once its reset has passed, though nobody has asked since.
     */
    public static final String REMAINING = """
            case when b.reset_at <= :now then b.quota
                 when b.told then greatest(0, b.remaining - cardinality(b.in_flight)) else b.remaining end
            """;

    /** What docks need of a budget can be told where it is declared, and of all requests; by what their last runs took. */
    private static final String LIST = """
            with spent as materialized (
                select d.provider, d.scope_id, e.requests,
                       paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs, d.budget_seconds) as seconds
                from docks d cross join lateral (
                    select requests from sync_events
                    where dock_id = d.id and started_at > :since and status in ('success', 'partial')
                    order by started_at desc limit 1) as e
                where d.enabled and d.stopped_at is null and d.cron is null
            )
            select b.provider, b.scope, b.bucket, b.quota, b.reset_at, b.retry_at, b.last_seen_at, b.window_seconds,
            """ + REMAINING + """
                   as remaining, b.violations_kept as violations,
                   array_agg(d.id order by d.id) as dock_ids,
                   array_agg(distinct d.lane_key order by d.lane_key) as lanes,
                   -- where none is declared, the time to its reset tells how long it is
                   case when b.forecast then b.window_seconds
                       else greatest(b.window_seconds, b.told_window_seconds) end as counted_seconds,
                   (select sum(s.requests * b.window_seconds / s.seconds) from spent s
                    where b.forecast and b.quota > 0 and s.provider = b.provider
                        and (b.scope = 'ip' or s.scope_id = b.scope_id)) as needed
            from budgets b join docks d on d.provider = b.provider and (b.scope = 'ip' or d.scope_id = b.scope_id)
            where (cast(:provider as text) is null or b.provider = :provider)
                -- others than that dock's are not added up to be left out
                and (cast(:dock as bigint) is null or exists (
                    select from docks o
                    where o.id = :dock and o.provider = b.provider and (b.scope = 'ip' or o.scope_id = b.scope_id)))
            group by b.provider, b.scope, b.scope_id, b.bucket
            order by b.provider, min(d.id), b.scope, b.bucket
            """;

    private static final Duration RECENT = Duration.ofDays(1);

    /** Whose docks need more than there is, by what their last runs took; of several budgets the one that falls shortest. */
    private static final String SHORT = """
            with spent as materialized (
                select d.id, d.provider, d.scope_id, e.requests, d.max_interval_seconds,
                       paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs, null) as seconds
                from docks d cross join lateral (
                    select requests from sync_events
                    where dock_id = d.id and started_at > :since and status in ('success', 'partial')
                    order by started_at desc limit 1) as e
                where d.enabled and d.stopped_at is null and d.cron is null
                    and (cast(:dock as bigint) is null or exists (
                        select from docks o join budgets c on c.provider = o.provider and c.forecast
                        where o.id = :dock and o.provider = d.provider
                            and (c.scope = 'ip' or c.scope_id = o.scope_id and c.scope_id = d.scope_id)))
            ), load as (
                select b.provider, b.scope, b.scope_id, b.window_seconds, b.quota * (100 - :reserve) / 100 as allowed,
                       sum(s.requests * b.window_seconds / s.seconds) as needed
                from budgets b join spent s on s.provider = b.provider and (b.scope = 'ip' or s.scope_id = b.scope_id)
                where b.forecast and b.quota > 0
                group by b.provider, b.scope, b.scope_id, b.bucket
            )
            select distinct on (s.id) s.id, s.max_interval_seconds, l.window_seconds, l.allowed, ceil(l.needed) as needed,
                   ceil(s.seconds * l.needed / greatest(l.allowed, 1)) as fits
            from load l join spent s on s.provider = l.provider and (l.scope = 'ip' or s.scope_id = l.scope_id)
            where l.needed > l.allowed and (cast(:dock as bigint) is null or s.id = :dock)
            order by s.id, l.needed / greatest(l.allowed, 1) desc
            """;

    /**
     * A budget as people look at it; null where nothing is known.
     *
     * @param remaining less the permits that are out; the whole limit once its reset has passed
     * @param windowSeconds how long the window is that it counts by
     * @param needed requests in that time that its docks take by their intervals; null where that cannot be told
     * @param violations how many are kept
     * @param docks that stand under it
     * @param lanes of these docks
     */
    public record Level(
            String provider,
            String scope,
            String bucket,
            @Nullable Long quota,
            @Nullable Long remaining,
            @Nullable Instant resetAt,
            @Nullable Instant retryAt,
            @Nullable Instant lastSeenAt,
            @Nullable Double windowSeconds,
            @Nullable Double needed,
            int violations,
            List<Long> docks,
            List<String> lanes) {}

    private final Jdbi jdbi;
    private final int reservePercent;

    /** @param reservePercent the share of each limit that is left to the account's owner */
    public LevelStore(Jdbi jdbi, int reservePercent) {
        this.jdbi = jdbi;
        this.reservePercent = reservePercent;
    }

    /** What of a limit is left to the account's owner. */
    public long reserve(long quota) {
        return quota * reservePercent / 100;
    }

    /**
     * Budgets that docks stand under, by provider and dock.
     *
     * @param provider only of this provider; null for all
     * @param dock only those this dock stands under; null for all
     */
    public List<Level> levels(@Nullable String provider, @Nullable Long dock, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("provider", provider)
                .bind("dock", dock)
                .bind("now", now)
                .bind("since", now.minus(RECENT))
                .map((rs, context) -> new Level(
                        rs.getString("provider"),
                        rs.getString("scope"),
                        rs.getString("bucket"),
                        rs.getObject("quota", Long.class),
                        rs.getObject("remaining", Long.class),
                        BudgetStore.instant(rs.getObject("reset_at", OffsetDateTime.class)),
                        BudgetStore.instant(rs.getObject("retry_at", OffsetDateTime.class)),
                        BudgetStore.instant(rs.getObject("last_seen_at", OffsetDateTime.class)),
                        rs.getObject("counted_seconds", Double.class),
                        rs.getObject("needed", Double.class),
                        rs.getInt("violations"),
                        List.of((Long[]) rs.getArray("dock_ids").getArray()),
                        List.of((String[]) rs.getArray("lanes").getArray())))
                .list());
    }

    /** How a budget goes on. */
    public Forecast forecast(Level level, Instant now) {
        Long quota = level.quota();
        return Forecast.of(level, quota == null ? 0 : reserve(quota), now);
    }

    /**
     * Why docks cannot keep their intervals, by dock and in words; those that can are not in it.
     *
     * @param dock only this one; null for all
     */
    public Map<Long, String> shortfalls(@Nullable Long dock, Instant now) {
        Map<Long, String> shortfalls = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(SHORT)
                .bind("dock", dock)
                .bind("since", now.minus(RECENT))
                .bind("reserve", reservePercent)
                // one that may be slowed down so far asks less often instead
                .map((rs, context) -> rs.getLong("max_interval_seconds") >= rs.getLong("fits")
                        ? null
                        : shortfalls.put(
                                rs.getLong("id"),
                                String.format(
                                        Locale.ROOT,
                                        "its limit leaves %,d requests %s and what shares it needs %,d; an interval of %,d s would fit",
                                        rs.getLong("allowed"),
                                        window(rs.getDouble("window_seconds")),
                                        rs.getLong("needed"),
                                        rs.getLong("fits"))))
                .list());
        return shortfalls;
    }

    /** The intervals in seconds that budgets leave room for, of docks whose own they do not. */
    public Map<Long, Integer> fitting(Instant now) {
        Map<Long, Integer> fitting = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(SHORT)
                .bind("dock", (Long) null)
                .bind("since", now.minus(RECENT))
                .bind("reserve", reservePercent)
                .map((rs, context) ->
                        fitting.put(rs.getLong("id"), (int) Math.min(rs.getLong("fits"), Integer.MAX_VALUE)))
                .list());
        return fitting;
    }

    private static String window(double seconds) {
        if (seconds == 60) {
            return "a minute";
        }
        return seconds == 3600 ? "an hour" : String.format(Locale.ROOT, "in %s s", seconds);
    }
}
