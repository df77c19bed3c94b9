package io.tidegate.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.monitor.rollup.Period;
import io.tidegate.monitor.rollup.RollupStore;
import io.tidegate.monitor.rollup.Rollups;
import io.tidegate.testing.RunHistory;
import io.tidegate.testing.RunHistory.Run;
import io.tidegate.testing.RunHistory.Whose;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of a history whose outcomes are known, beside arithmetic. */
class FiguresTest {
    private static final Instant BEGIN = Instant.parse("2026-03-21T17:03:00Z");
    private static final Instant END = Instant.parse("2026-03-30T15:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);
    private final RunHistory history = new RunHistory(database, 42);
    private final Rollups rollups = new Rollups(new RollupStore(database.jdbi()), api.clock);
    private final List<Run> runs = new ArrayList<>();
    private long ours;
    private long first;
    private long second;

    @BeforeEach
    void fill() {
        database.clear("organizations", "docks", "sync_events", "sync_metrics", "rollups");
        ours = api.organization("figures-ours");
        long theirs = api.organization("figures-theirs");
        first = api.dock(ours, "first");
        second = api.dock(ours, "second");
        database.jdbi().useHandle(handle -> handle.execute("update docks set provider = 'vultr' where id = ?", second));
        runs.addAll(history.runs(new Whose(ours, first, "digitalocean"), BEGIN, END));
        runs.addAll(history.runs(new Whose(ours, second, "vultr"), BEGIN.plus(Duration.ofHours(30)), END));
        history.write(history.runs(new Whose(theirs, api.dock(theirs, "third"), "vultr"), BEGIN, END));
        Instant counted = END.minus(Duration.ofHours(9));
        history.write(runs.stream().filter(run -> run.endedBy(counted)).toList());
        api.clock.set(counted);
        rollups.upToDate();
        history.write(runs.stream()
                .filter(run -> !run.endedBy(counted) && run.endedBy(END))
                .toList());
        api.clock.set(END);
    }

    /** The hours are brought up to some time before the end, the days and weeks to an earlier one. */
    private void count(Duration before) {
        api.clock.set(END.minus(before));
        rollups.hourly();
        api.clock.set(END);
    }

    private JsonNode ask(String path) {
        return ask(ours, path);
    }

    private JsonNode ask(long organization, String path) {
        ApiFixture.Answer answer = api.ask(ApiFixture.actor(organization, Role.SUPPORT), "GET", path, null);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private List<Run> ended(Predicate<Run> which) {
        return runs.stream().filter(run -> run.endedBy(END)).filter(which).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "hour, HOUR, 540, '', 1",
        "day,  DAY,  540, '', 1",
        "week, WEEK, 540, '', 1",
        "hour, HOUR, 0,   '', 1",
        "day,  DAY,  0,   &provider=vultr, 2",
        "hour, HOUR, 17,  &dock=DOCK, 3",
        "week, WEEK, 17,  &dock=DOCK, 3"
    })
    void metrics_are_what_arithmetic_says_however_far_the_count_is(
            String word, Period period, long minutes, String filter, int whose) {
        count(Duration.ofMinutes(minutes));
        JsonNode metrics = ask("/metrics?period=" + word + filter.replace("DOCK", Long.toString(first)));

        Predicate<Run> which = run -> whose == 1
                || (whose == 2 ? run.whose().dock() == second : run.whose().dock() == first);
        Instant newest = period.startOf(END);
        assertThat(metrics.path("items")).hasSize(24);
        List<Run> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Instant start = period.later(newest, -i);
            List<Run> inside =
                    ended(which.and(run -> period.startOf(run.startedAt()).equals(start)));
            all.addAll(inside);
            assertThat(metrics.path("items").get(i).path("start").asText()).isEqualTo(start.toString());
            assertSame(metrics.path("items").get(i), inside);
        }
        assertSame(metrics.path("summary"), all);
        assertThat(all).isNotEmpty();
    }

    private static void assertSame(JsonNode figures, List<Run> runs) {
        long total = runs.stream().mapToLong(Run::durationMs).sum();
        assertThat(figures.path("syncs").asLong()).isEqualTo(runs.size());
        assertThat(figures.path("successes").asLong()).isEqualTo(count(runs, "success"));
        assertThat(figures.path("partials").asLong()).isEqualTo(count(runs, "partial"));
        assertThat(figures.path("failures").asLong()).isEqualTo(count(runs, "failed"));
        assertThat(figures.path("items").asLong())
                .isEqualTo(runs.stream().mapToLong(Run::items).sum());
        assertThat(figures.path("requests").asLong())
                .isEqualTo(runs.stream().mapToLong(Run::requests).sum());
        if (runs.isEmpty()) {
            assertThat(figures.path("successRate").isNull()).isTrue();
            assertThat(figures.path("errorRate").isNull()).isTrue();
            assertThat(figures.path("averageDurationMs").isNull()).isTrue();
            assertThat(figures.path("maxDurationMs").isNull()).isTrue();
        } else {
            assertThat(figures.path("successRate").asDouble()).isEqualTo((double) count(runs, "success") / runs.size());
            assertThat(figures.path("averageDurationMs").asLong()).isEqualTo(Math.round((double) total / runs.size()));
            assertThat(figures.path("maxDurationMs").asLong())
                    .isEqualTo(runs.stream().mapToLong(Run::durationMs).max().orElseThrow());
        }
    }

    private static long count(List<Run> runs, String status) {
        return runs.stream().filter(run -> run.status().equals(status)).count();
    }

    @Test
    void the_timeline_has_every_hour_oldest_first() {
        JsonNode timeline = ask("/timeline?hours=240");

        assertThat(timeline.path("items")).hasSize(240);
        assertThat(timeline.path("total").asInt()).isEqualTo(ended(run -> true).size());
        assertThat(timeline.path("until").asText()).isEqualTo("2026-03-30T16:00:00Z");
        for (JsonNode hour : timeline.path("items")) {
            List<Run> inside = ended(run -> Period.HOUR
                    .startOf(run.startedAt())
                    .toString()
                    .equals(hour.path("start").asText()));
            assertThat(List.of(hour.path("total").asInt(), hour.path("failures").asInt()))
                    .isEqualTo(List.of(inside.size(), (int) count(inside, "failed")));
        }
        assertThat(ask("/timeline?until=2026-03-22T00:00:00Z&hours=1")
                        .at("/items/0/start")
                        .asText())
                .isEqualTo("2026-03-21T23:00:00Z");
    }

    @Test
    void periods_are_read_part_by_part_down_to_the_first_that_is_known() {
        List<String> starts = new ArrayList<>();
        @Nullable String next = "";
        do {
            JsonNode part = ask("/metrics?limit=50" + next);
            starts.addAll(part.path("items").findValuesAsText("start"));
            next = part.path("next").isNull()
                    ? null
                    : "&after=" + part.path("next").asText();
        } while (next != null);

        assertThat(starts).doesNotHaveDuplicates().hasSize(215).endsWith("2026-03-21T17:00:00Z");
        assertThat(ask("/metrics?since=2026-03-29T13:30:00Z&until=2026-03-29T16:00:00Z")
                        .path("items")
                        .findValuesAsText("start"))
                .containsExactly("2026-03-29T15:00:00Z", "2026-03-29T14:00:00Z");
        assertThat(api.ask(ApiFixture.actor(ours, Role.OWNER), "GET", "/metrics/export?format=csv", null)
                        .text()
                        .lines())
                .hasSize(216);
        assertThat(api.ask(ApiFixture.actor(ours, Role.OWNER), "GET", "/metrics?after=yesterday", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void performance_is_that_of_the_last_hundred_runs() {
        JsonNode performance = ask("/performance");
        List<Run> last = ended(run -> true).stream()
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
        assertThat(degradation.at("/now/p95Ms").asLong()).isEqualTo(p95(END.minus(Duration.ofDays(7)), END));
        assertThat(degradation.at("/before/p95Ms").asLong()).isEqualTo(p95(BEGIN, END.minus(Duration.ofDays(7))));
        assertThat(degradation.path("words").asText()).contains("times)");
    }

    private long p95(Instant from, Instant to) {
        return RunHistory.percentile(
                ended(run -> !run.startedAt().isBefore(from) && run.startedAt().isBefore(to)), 0.95);
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
        JsonNode docks = ask("/compare?by=dock").path("items");
        JsonNode providers = ask("/compare").path("items");
        Instant since = Instant.parse("2026-03-29T16:00:00Z");

        assertThat(docks.findValuesAsText("dock")).containsExactly("first", "second");
        assertThat(providers.findValuesAsText("provider")).containsExactly("digitalocean", "vultr");
        for (int i = 0; i < 2; i++) {
            long dock = i == 0 ? first : second;
            List<Run> inside =
                    ended(run -> run.whose().dock() == dock && !run.startedAt().isBefore(since));
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
        JsonNode page = ask("/compare?by=dock&limit=1");
        assertThat(ask("/compare?by=dock&limit=1&after=" + page.path("next").asText())
                        .path("items")
                        .findValuesAsText("dock"))
                .containsExactly("second");
    }

    @Test
    void of_nothing_everything_is_null() {
        long empty = api.organization("figures-none");

        JsonNode metrics = ask(empty, "/metrics?period=week");
        assertThat(metrics.path("items")).hasSize(24);
        assertSame(metrics.path("summary"), List.of());
        assertThat(ask(empty, "/performance").path("all").toString())
                .isEqualTo("{\"syncType\":\"all\",\"sampleSize\":0,\"minMs\":null,\"maxMs\":null,\"meanMs\":null,"
                        + "\"medianMs\":null,\"p95Ms\":null,\"p99Ms\":null,\"items\":0,\"itemsMean\":null}");
        assertThat(ask(empty, "/performance").at("/degradation/verdict").asText())
                .isEqualTo("too_few_runs");
        assertThat(ask(empty, "/compare").path("items")).isEmpty();
        assertThat(ask(empty, "/dashboard").path("summary").toString())
                .isEqualTo("{\"docks\":0,\"uptime\":null,\"records\":0,\"lastRunAt\":null,\"lastDurationMs\":null,"
                        + "\"averageDurationMs\":null,\"intervalSeconds\":null,\"syncs\":0,\"successRate\":null,"
                        + "\"alerts\":0}");
    }
}
