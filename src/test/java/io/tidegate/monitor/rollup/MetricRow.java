package io.tidegate.monitor.rollup;

import io.tidegate.testing.RunHistory;
import io.tidegate.testing.RunHistory.Run;
import io.tidegate.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row of {@code sync_metrics}: as it is stored, as plain SQL counts it, and as arithmetic does. */
record MetricRow(
        long dock,
        String type,
        Instant start,
        List<Long> outcomes,
        List<Long> items,
        List<Long> durations,
        double errorRate) {

    private static final String STORED = """
            select dock_id, metric_type, period_start, successful_syncs, partial_syncs, failed_syncs,
                   total_items_synced, items_changed, items_deleted, requests, total_duration_ms, avg_duration_ms,
                   p50_duration_ms, p95_duration_ms, max_duration_ms, error_rate
            from sync_metrics order by metric_type, dock_id, period_start
            """;

    private static final String PLAIN = """
            select dock_id, t.metric_type, date_trunc(t.unit, started_at, 'UTC') as period_start,
                   count(*) filter (where status = 'success') as successful_syncs,
                   count(*) filter (where status = 'partial') as partial_syncs,
                   count(*) filter (where status = 'failed') as failed_syncs, sum(items_processed) as total_items_synced,
                   sum(items_changed) as items_changed, sum(items_deleted) as items_deleted, sum(requests) as requests,
                   sum(duration_ms) as total_duration_ms, round(avg(duration_ms)) as avg_duration_ms,
                   round(percentile_cont(0.5) within group (order by duration_ms)) as p50_duration_ms,
                   round(percentile_cont(0.95) within group (order by duration_ms)) as p95_duration_ms,
                   max(duration_ms) as max_duration_ms,
                   avg(case status when 'failed' then 1.0 else 0 end) as error_rate
            from sync_events, (values ('hour', 'hourly'), ('day', 'daily'), ('week', 'weekly')) as t(unit, metric_type)
            where completed_at is not null
            group by 1, 2, 3 order by 2, 1, 3
            """;

    static List<MetricRow> stored(TestDatabase database) {
        return rows(database, STORED);
    }

    static List<MetricRow> bySql(TestDatabase database) {
        return rows(database, PLAIN);
    }

    private static List<MetricRow> rows(TestDatabase database, String query) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query)
                        .map((rs, context) -> new MetricRow(
                                rs.getLong(1),
                                rs.getString(2),
                                rs.getTimestamp(3).toInstant(),
                                List.of(rs.getLong(4), rs.getLong(5), rs.getLong(6)),
                                List.of(rs.getLong(7), rs.getLong(8), rs.getLong(9), rs.getLong(10)),
                                List.of(rs.getLong(11), rs.getLong(12), rs.getLong(13), rs.getLong(14), rs.getLong(15)),
                                Math.round(rs.getDouble(16) * 1e9) / 1e9))
                        .list());
    }

    /** Of those that had ended by then. */
    static List<MetricRow> byArithmetic(List<Run> runs, Instant now) {
        List<MetricRow> rows = new ArrayList<>();
        for (Period period : List.of(Period.DAY, Period.HOUR, Period.WEEK)) {
            Map<Long, Map<Instant, List<Run>>> groups = runs.stream()
                    .filter(run -> run.endedBy(now))
                    .collect(Collectors.groupingBy(
                            run -> run.whose().dock(),
                            TreeMap::new,
                            Collectors.groupingBy(
                                    run -> period.startOf(run.startedAt()), TreeMap::new, Collectors.toList())));
            groups.forEach((dock, starts) ->
                    starts.forEach((start, each) -> rows.add(row(dock, period.metricType(), start, each))));
        }
        return rows;
    }

    private static MetricRow row(long dock, String type, Instant start, List<Run> runs) {
        long total = runs.stream().mapToLong(Run::durationMs).sum();
        return new MetricRow(
                dock,
                type,
                start,
                List.of(count(runs, "success"), count(runs, "partial"), count(runs, "failed")),
                List.of(
                        runs.stream().mapToLong(Run::items).sum(),
                        runs.stream().mapToLong(Run::changed).sum(),
                        runs.stream().mapToLong(Run::deleted).sum(),
                        runs.stream().mapToLong(Run::requests).sum()),
                List.of(
                        total,
                        Math.round((double) total / runs.size()),
                        RunHistory.percentile(runs, 0.5),
                        RunHistory.percentile(runs, 0.95),
                        runs.stream().mapToLong(Run::durationMs).max().orElseThrow()),
                Math.round((double) count(runs, "failed") / runs.size() * 1e9) / 1e9);
    }

    private static long count(List<Run> runs, String status) {
        return runs.stream().filter(run -> run.status().equals(status)).count();
    }
}
