package io.tidegate.alert;

import io.tidegate.budget.LevelStore;
import io.tidegate.dock.CronSchedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Measures all docks at once, and what they share. */
public final class ReadingStore {
    /**
     * A dock that is paused is not measured. Runs are read by the index of a dock's runs: the newest twenty of a day, or
     * of the time in which so many are planned. A run that waits for its budget is at work too.
     */
    private static final String DOCKS = """
            select d.id, d.org_id, d.name, d.provider, d.consecutive_failures, d.cron,
                   i.seconds as interval_seconds, d.last_sync_error,
                   greatest(coalesce(d.last_sync_at, d.created_at), d.resumed_at) as since,
                   coalesce(d.resumed_at > coalesce(d.last_sync_at, d.created_at), false) as resumed,
                   exists (select from sync_queue q
                       where q.dock_id = d.id and q.state in ('available', 'running', 'retryable')
                           and (q.state = 'running' and q.progress_at > :alive
                               or q.state = 'available' and q.event_id is not null and q.run_at > :alive)) as at_work,
                   r.runs, r.failed, r.p95, coalesce(l.letters, 0) as letters, coalesce(w.refused, 0) as refused,
                   cast(m.usual as double precision) as usual
            from docks d
            cross join lateral (
                select paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs, d.budget_seconds)
                    as seconds) as i
            cross join lateral (
                select count(*) as runs, count(*) filter (where e.status = 'failed') as failed,
                       percentile_cont(0.95) within group (order by e.duration_ms) as p95
                from (select status, duration_ms from sync_events
                    where dock_id = d.id and status <> 'started'
                        and started_at > cast(:now as timestamptz) - make_interval(secs =>
                            case when d.cron is null then least(greatest(86400, 20.0 * i.seconds), 2592000)
                                else 2592000 end)
                    order by started_at desc limit 20) as e) as r
            left join (select dock_id, count(*) as letters from dead_letters where resolved_at is null group by dock_id) as l
                on l.dock_id = d.id
            left join (select dock_id, count(*) as refused from webhook_logs
                where status = 'refused' and refusal in ('signature', 'time') and received_at > :hour
                    and dock_id is not null
                group by dock_id) as w
                on w.dock_id = d.id
            left join (select dock_id, sum(p95_duration_ms * (successful_syncs + partial_syncs + failed_syncs))
                        / nullif(sum(successful_syncs + partial_syncs + failed_syncs), 0) as usual
                from sync_metrics where metric_type = 'daily' and period_start >= :week and period_start < :today
                group by dock_id) as m
                on m.dock_id = d.id
            where d.enabled
            """;

    /** Of windows that are long enough to tell anybody; of one that is over nothing is spent. */
    private static final String BUDGETS = """
            select d.org_id, b.provider, b.bucket, left(md5(b.scope || ':' || b.scope_id || ':' || b.bucket), 12) as mark,
                   b.quota, case when b.reset_at <= :now then b.quota when b.told then b.remaining - cardinality(b.in_flight)
                       else b.remaining end as remaining,
                   w.seconds as window_seconds, count(*) as docks
            from budgets b
            cross join lateral (
                select coalesce(case when b.forecast then b.window_seconds
                    else greatest(b.window_seconds, b.told_window_seconds) end, 3600) as seconds) as w
            join docks d on d.provider = b.provider and (b.scope = 'ip' or d.scope_id = b.scope_id)
            where d.enabled and b.quota > 0 and b.remaining is not null and w.seconds >= 600
            group by d.org_id, b.provider, b.scope, b.scope_id, b.bucket, w.seconds
            """;

    private static final String QUEUES = """
            select o.id as org_id, coalesce(max(extract(epoch from :now - q.run_at)), 0) as age, count(q.id) as jobs
            from organizations o
            left join sync_queue q on q.org_id = o.id and q.state in ('available', 'retryable') and q.run_at <= :now
            group by o.id
            """;

    /** One that somebody made inactive is not measured. */
    private static final String CONNECTORS = """
            select federation_code, name, provider, status = 'error' as stopped, consecutive_failures, last_error
            from connectors where status <> 'inactive'
            """;

    /** What is slower than usual, but not for anybody to feel. */
    private static final double QUICK_MS = 1_000;

    /** Of a limit by the month, too, an alert does not stay for a month after it is over. */
    private static final Duration LONGEST_CALM = Duration.ofDays(1);

    private static final int MOST_CRON_RUNS = 100;

    /** A run that got on within this time makes progress. */
    private static final Duration ALIVE = Duration.ofMinutes(5);

    private final Jdbi jdbi;
    private final LevelStore levels;
    private final SenderReadingStore senders;

    /** @param levels which tell what of a limit is the owner's */
    public ReadingStore(Jdbi jdbi, LevelStore levels) {
        this.jdbi = jdbi;
        this.levels = levels;
        this.senders = new SenderReadingStore(jdbi);
    }

    /**
     * All that can be told at this instant.
     *
     * @param stale which types of a dock are older than they should be, by dock and in words
     */
    public List<Reading> measure(Map<Long, String> stale, Instant now) {
        List<Reading> readings = new ArrayList<>();
        jdbi.useHandle(handle -> {
            handle.createQuery(DOCKS)
                    .bind("now", now)
                    .bind("alive", now.minus(ALIVE))
                    .bind("hour", now.minus(Duration.ofHours(1)))
                    .bind("today", now.truncatedTo(ChronoUnit.DAYS))
                    .bind("week", now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(7)))
                    .map((rs, context) -> readings.addAll(dock(rs, stale, now)))
                    .list();
            handle.createQuery(BUDGETS)
                    .bind("now", now)
                    .map((rs, context) -> readings.add(budget(rs)))
                    .list();
            handle.createQuery(QUEUES)
                    .bind("now", now)
                    .map((rs, context) -> readings.add(queue(rs)))
                    .list();
            handle.createQuery(CONNECTORS)
                    .map((rs, context) -> readings.add(connector(rs)))
                    .list();
        });
        readings.addAll(senders.measure());
        return readings;
    }

    private static List<Reading> dock(ResultSet rs, Map<Long, String> stale, Instant now) throws SQLException {
        long id = rs.getLong("id");
        DockRow dock = new DockRow(rs.getLong("org_id"), id, rs.getString("provider"), rs.getString("name"));
        int failures = rs.getInt("consecutive_failures");
        String error = Objects.requireNonNullElse(rs.getString("last_sync_error"), "its last run failed");
        Instant since = rs.getObject("since", OffsetDateTime.class).toInstant();
        double missed = missed(rs.getString("cron"), rs.getLong("interval_seconds"), since, now);
        String from = rs.getBoolean("resumed") ? " since it was resumed, " : ", ";
        long runs = rs.getLong("runs");
        double failed = runs == 0 ? 0 : 100.0 * rs.getLong("failed") / runs;
        long letters = rs.getLong("letters");
        long refused = rs.getLong("refused");
        String old = stale.get(id);
        List<Reading> readings = new ArrayList<>(List.of(
                dock.reading(
                        Rule.CONSECUTIVE_FAILURES, failures, 0, plural(failures, "failure") + " in a row: " + error),
                dock.reading(
                                Rule.NO_SUCCESS,
                                missed,
                                0,
                                "no success for " + words(Duration.between(since, now)) + from + number(missed)
                                        + " times its interval")
                        .heldIf(rs.getBoolean("at_work")),
                dock.reading(
                        Rule.ERROR_RATE, failed, runs, rs.getLong("failed") + " of its last " + runs + " runs failed"),
                dock.reading(
                        Rule.DEAD_LETTERS,
                        (double) letters,
                        0,
                        plural(letters, "dead letter") + (letters == 1 ? " waits" : " wait") + " for a decision"),
                dock.reading(
                        Rule.SIGNATURE_FAILURES,
                        (double) refused,
                        0,
                        plural(refused, "delivery") + " to its webhook " + (refused == 1 ? "was" : "were")
                                + " refused within an hour for how they were signed"),
                dock.reading(Rule.STALE, old == null ? 0 : 1, 0, old == null ? "fresh" : old)));
        readings.add(slow(dock, rs.getObject("p95", Double.class), rs.getObject("usual", Double.class), runs));
        return readings;
    }

    /** Without samples where there is no week to compare with. */
    private static Reading slow(DockRow dock, @Nullable Double p95, @Nullable Double usual, long runs) {
        if (p95 == null || usual == null || usual <= 0) {
            return dock.reading(Rule.SLOW_SYNCS, 0, 0, "there is nothing to compare with");
        }
        double times = p95 < QUICK_MS ? 0 : p95 / usual;
        return dock.reading(
                Rule.SLOW_SYNCS,
                times,
                runs,
                "95 of 100 runs take up to %.1f s, in the week before %.1f s".formatted(p95 / 1000, usual / 1000));
    }

    /** It must stay good for a whole window, or a day: at the beginning of each nothing is spent. */
    private Reading budget(ResultSet rs) throws SQLException {
        long quota = rs.getLong("quota");
        long reserve = levels.reserve(quota);
        long allowed = Math.max(1, quota - reserve);
        long left = Math.min(allowed, Math.max(0, rs.getLong("remaining") - reserve));
        String provider = rs.getString("provider");
        String bucket = rs.getString("bucket");
        Subject subject = new Subject(
                rs.getLong("org_id"), Rule.BUDGET, "budget:" + provider + ":" + rs.getString("mark"), null, provider);
        long docks = rs.getLong("docks");
        String words = "%d of %d requests to %s%s are left for %s%s"
                .formatted(
                        left,
                        allowed,
                        provider,
                        bucket.isEmpty() ? "" : " (" + bucket + ")",
                        plural(docks, "dock"),
                        reserve == 0 ? "" : "; " + reserve + " more are the owner's reserve");
        return new Reading(subject, 100.0 * (allowed - left) / allowed, 0, words)
                .calm(Duration.ofSeconds(Math.min(rs.getLong("window_seconds"), LONGEST_CALM.toSeconds())));
    }

    private static Reading queue(ResultSet rs) throws SQLException {
        double age = rs.getDouble("age");
        Subject subject = new Subject(rs.getLong("org_id"), Rule.QUEUE_AGE, "queue", null, null);
        return new Reading(
                subject,
                age,
                0,
                plural(rs.getLong("jobs"), "job") + " due, the oldest for " + words(Duration.ofSeconds((long) age)));
    }

    private static Reading connector(ResultSet rs) throws SQLException {
        String code = rs.getString("federation_code");
        boolean stopped = rs.getBoolean("stopped");
        return new Reading(
                new Subject(null, Rule.CONNECTOR_ERROR, "connector:" + code, null, rs.getString("provider")),
                stopped ? 1 : 0,
                0,
                !stopped
                        ? rs.getString("name") + " goes on"
                        : rs.getString("name") + " stopped after "
                                + plural(rs.getLong("consecutive_failures"), "failure") + " in a row: "
                                + Objects.requireNonNullElse(rs.getString("last_error"), "its last run failed")
                                + "; tidegate connector resume " + code + " lets it go on");
    }

    /** How many planned runs went by since then. */
    private static double missed(@Nullable String cron, long seconds, Instant since, Instant now) {
        if (cron == null) {
            return Math.max(0, Duration.between(since, now).toMillis() / 1000.0 / seconds);
        }
        CronSchedule schedule = new CronSchedule(cron);
        int runs = 0;
        for (Instant due = schedule.next(since); due.isBefore(now) && runs < MOST_CRON_RUNS; due = schedule.next(due)) {
            runs++;
        }
        return runs;
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2
                ? time.toMinutes() + " min"
                : time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " d";
    }

    private static String plural(long count, String one) {
        return count + " "
                + (count == 1 ? one : one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private record DockRow(long organization, long id, String provider, String name) {
        Reading reading(Rule rule, double value, long samples, String words) {
            return new Reading(
                    new Subject(organization, rule, "dock:" + id, id, provider), value, samples, name + ": " + words);
        }
    }
}
