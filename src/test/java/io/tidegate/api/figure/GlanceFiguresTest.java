package io.tidegate.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.testing.RunHistory;
import io.tidegate.testing.RunHistory.Run;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How fast runs were, docks side by side, and all at a glance; beside arithmetic. */
class GlanceFiguresTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final KnownHistory known = new KnownHistory(database);

    @Test
    void performance_is_that_of_the_last_hundred_runs() {
        JsonNode performance = known.ask("/performance");
        List<Run> last = known.ended(run -> true).stream()
                .sorted((one, other) -> other.startedAt().compareTo(one.startedAt()))
                .limit(100)
                .toList();

        assertSpeed(performance.path("all"), last);
        assertThat(performance.path("bySyncType")).hasSize(3);
        for (JsonNode type : performance.path("bySyncType")) {
            assertSpeed(
                    type,
                    last.stream()
                            .filter(run ->
                                    run.syncType().equals(type.path("syncType").asText()))
                            .toList());
        }
        JsonNode degradation = performance.path("degradation");
        assertThat(degradation.at("/now/p95Ms").asLong())
                .isEqualTo(p95(KnownHistory.END.minus(Duration.ofDays(7)), KnownHistory.END));
        assertThat(degradation.at("/before/p95Ms").asLong())
                .isEqualTo(p95(KnownHistory.BEGIN, KnownHistory.END.minus(Duration.ofDays(7))));
        assertThat(degradation.path("words").asText()).contains("times)");
    }

    @Test
    void performance_tells_what_runs_asked_for_each_resource_type() {
        List<Run> last = known.ended(run -> run.whose().dock() == known.second).stream()
                .sorted((one, other) -> other.startedAt().compareTo(one.startedAt()))
                .limit(2)
                .toList();
        for (Run run : last) {
            request(run, "servers", 200, 40);
            request(run, "servers", 429, 10);
            request(run, "", 200, 1);
        }
        request(last.get(0), "domains", null, 900);

        JsonNode types = known.ask("/performance?runs=2&dock=" + known.second).path("byResourceType");

        assertThat(types.toString())
                .isEqualTo("[{\"resourceType\":\"domains\",\"runs\":1,\"requests\":1,\"refused\":1,\"tookMs\":900,"
                        + "\"waitedMs\":5},{\"resourceType\":\"servers\",\"runs\":2,\"requests\":4,\"refused\":2,"
                        + "\"tookMs\":100,\"waitedMs\":20}]");
        assertThat(known.ask("/performance?runs=2&dock=" + known.first).path("byResourceType"))
                .isEmpty();
    }

    private void request(Run run, String type, @Nullable Integer status, long took) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into rate_limit_logs (org_id, dock_id, provider, run, resource_type, endpoint, method, at,"
                                + " waited_ms, took_ms, status, headers) select org_id, dock_id, service, id, ?, '/', 'GET',"
                                + " started_at, 5, ?, ?, '{}' from sync_events where dock_id = ? and started_at = ?",
                        type,
                        took,
                        status,
                        run.whose().dock(),
                        run.startedAt()));
    }

    @Test
    void the_dashboard_shows_docks_at_a_glance() {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into dock_health select org_id, id, '2026-03-01T00:00:00Z', 'healthy', '', '' from docks");
            handle.execute(
                    "insert into dock_health values (?, ?, '2026-03-30T09:00:00Z', 'degraded', '', '')",
                    known.ours,
                    known.first);
        });
        JsonNode dashboard = known.ask("/dashboard");
        Instant since = Instant.parse("2026-03-29T16:00:00Z");

        assertThat(dashboard.path("items").findValuesAsText("dock")).containsExactly("first", "second");
        assertThat(dashboard.path("items").findValuesAsText("uptime")).containsExactly("0.75", "1.0");
        assertThat(dashboard.at("/summary/uptime").asDouble()).isEqualTo(0.875);
        List<Run> day = known.ended(run -> !run.startedAt().isBefore(since));
        assertThat(dashboard.at("/summary/syncs").asInt()).isEqualTo(day.size());
        assertThat(dashboard.at("/summary/successRate").asDouble())
                .isEqualTo((double) KnownHistory.count(day, "success") / day.size());
        Run last = known.ended(run -> run.whose().dock() == known.second).stream()
                .max(Comparator.comparing(Run::startedAt))
                .orElseThrow();
        assertThat(dashboard.at("/items/1/lastDurationMs").asLong()).isEqualTo(last.durationMs());
        assertThat(dashboard.at("/items/1/lastRunStatus").asText()).isEqualTo(last.status());
        JsonNode part = known.ask("/dashboard?limit=1");
        assertThat(part.path("summary")).isEqualTo(dashboard.path("summary"));
        assertThat(known.ask("/dashboard?limit=1&after=" + part.path("next").asText())
                        .path("items")
                        .findValuesAsText("dock"))
                .containsExactly("second");
        assertThat(known.ask("/dashboard?provider=vultr").at("/summary/docks").asInt())
                .isEqualTo(1);
    }

    @Test
    void an_alert_of_no_dock_counts_for_its_provider() {
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into alerts (org_id, provider, rule, subject, severity, state, message, value, threshold, raised_at,
                    last_seen_at)
                values (?, 'vultr', 'budget', 'budget:vultr:x', 'warning', 'open', 'spent', 90, 85, now(), now())
                """, known.ours));
        try {
            assertThat(known.ask("/dashboard?provider=vultr")
                            .at("/summary/alerts")
                            .asInt())
                    .isEqualTo(1);
            assertThat(known.ask("/dashboard?provider=github")
                            .at("/summary/alerts")
                            .asInt())
                    .isZero();
            assertThat(known.ask("/dashboard").at("/summary/alerts").asInt()).isEqualTo(1);
            assertThat(known.ask("/dashboard?dock=" + known.first)
                            .at("/summary/alerts")
                            .asInt())
                    .isZero();
        } finally {
            database.jdbi().useHandle(handle -> handle.execute("delete from alerts"));
        }
    }

    private long p95(Instant from, Instant to) {
        return RunHistory.percentile(
                known.ended(run ->
                        !run.startedAt().isBefore(from) && run.startedAt().isBefore(to)),
                0.95);
    }

    private static void assertSpeed(JsonNode speed, List<Run> runs) {
        assertThat(speed.path("sampleSize").asInt()).isEqualTo(runs.size());
        assertThat(speed.path("medianMs").asLong()).isEqualTo(RunHistory.percentile(runs, 0.5));
        assertThat(speed.path("p95Ms").asLong()).isEqualTo(RunHistory.percentile(runs, 0.95));
        assertThat(speed.path("p99Ms").asLong()).isEqualTo(RunHistory.percentile(runs, 0.99));
        assertThat(speed.path("minMs").asLong()).isEqualTo(RunHistory.percentile(runs, 0));
        assertThat(speed.path("maxMs").asLong()).isEqualTo(RunHistory.percentile(runs, 1));
        assertThat(speed.path("items").asLong())
                .isEqualTo(runs.stream().mapToLong(Run::items).sum());
        assertThat(speed.path("itemsMean").asDouble())
                .isEqualTo(runs.stream().mapToLong(Run::items).average().orElseThrow());
    }

    @Test
    void providers_and_docks_stand_side_by_side() {
        JsonNode docks = known.ask("/compare?by=dock").path("items");
        JsonNode providers = known.ask("/compare").path("items");
        Instant since = Instant.parse("2026-03-29T16:00:00Z");

        assertThat(docks.findValuesAsText("dock")).containsExactly("first", "second");
        assertThat(providers.findValuesAsText("provider")).containsExactly("digitalocean", "vultr");
        for (int i = 0; i < 2; i++) {
            long dock = i == 0 ? known.first : known.second;
            List<Run> inside = known.ended(
                    run -> run.whose().dock() == dock && !run.startedAt().isBefore(since));
            for (JsonNode row : List.of(docks.get(i), providers.get(i))) {
                assertThat(row.path("syncs").asInt()).isEqualTo(inside.size()).isPositive();
                assertThat(row.path("requests").asLong())
                        .isEqualTo(inside.stream().mapToLong(Run::requests).sum());
                assertThat(row.path("p95DurationMs").asLong())
                        .isEqualTo(RunHistory.percentile(
                                inside.stream()
                                        .sorted((one, other) ->
                                                other.startedAt().compareTo(one.startedAt()))
                                        .limit(100)
                                        .toList(),
                                0.95));
            }
        }
        JsonNode page = known.ask("/compare?by=dock&limit=1");
        assertThat(known.ask("/compare?by=dock&limit=1&after="
                                + page.path("next").asText())
                        .path("items")
                        .findValuesAsText("dock"))
                .containsExactly("second");
    }

    @Test
    void of_nothing_everything_is_null() {
        long empty = known.api.organization("figures-none");

        JsonNode metrics = known.ask(empty, "/metrics?period=week");
        assertThat(metrics.path("items")).hasSize(24);
        assertThat(metrics.at("/summary/successRate").isNull()).isTrue();
        assertThat(metrics.at("/summary/syncs").asInt()).isZero();
        assertThat(known.ask(empty, "/performance").path("all").toString())
                .isEqualTo("{\"syncType\":\"all\",\"sampleSize\":0,\"minMs\":null,\"maxMs\":null,\"meanMs\":null,"
                        + "\"medianMs\":null,\"p95Ms\":null,\"p99Ms\":null,\"items\":0,\"itemsMean\":null}");
        assertThat(known.ask(empty, "/performance").at("/degradation/verdict").asText())
                .isEqualTo("too_few_runs");
        assertThat(known.ask(empty, "/compare").path("items")).isEmpty();
        assertThat(known.ask(empty, "/dashboard").path("summary").toString())
                .isEqualTo("{\"docks\":0,\"uptime\":null,\"records\":0,\"lastRunAt\":null,\"lastDurationMs\":null,"
                        + "\"averageDurationMs\":null,\"intervalSeconds\":null,\"syncs\":0,\"successRate\":null,"
                        + "\"alerts\":0}");
    }
}
