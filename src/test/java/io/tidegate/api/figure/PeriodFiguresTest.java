package io.tidegate.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.monitor.rollup.Period;
import io.tidegate.testing.RunHistory.Run;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures by hour, day and week, beside arithmetic. */
class PeriodFiguresTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final KnownHistory known = new KnownHistory(database);

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
        known.count(Duration.ofMinutes(minutes));
        JsonNode metrics = known.ask("/metrics?period=" + word + filter.replace("DOCK", Long.toString(known.first)));

        Predicate<Run> which = run -> whose == 1
                || (whose == 2
                        ? run.whose().dock() == known.second
                        : run.whose().dock() == known.first);
        Instant newest = period.startOf(KnownHistory.END);
        assertThat(metrics.path("items")).hasSize(24);
        List<Run> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Instant start = period.later(newest, -i);
            List<Run> inside =
                    known.ended(which.and(run -> period.startOf(run.startedAt()).equals(start)));
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
        assertThat(figures.path("successes").asLong()).isEqualTo(KnownHistory.count(runs, "success"));
        assertThat(figures.path("partials").asLong()).isEqualTo(KnownHistory.count(runs, "partial"));
        assertThat(figures.path("failures").asLong()).isEqualTo(KnownHistory.count(runs, "failed"));
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
            assertThat(figures.path("successRate").asDouble())
                    .isEqualTo((double) KnownHistory.count(runs, "success") / runs.size());
            assertThat(figures.path("averageDurationMs").asLong()).isEqualTo(Math.round((double) total / runs.size()));
            assertThat(figures.path("maxDurationMs").asLong())
                    .isEqualTo(runs.stream().mapToLong(Run::durationMs).max().orElseThrow());
        }
    }

    @Test
    void the_timeline_has_every_hour_oldest_first() {
        JsonNode timeline = known.ask("/timeline?hours=240");

        assertThat(timeline.path("items")).hasSize(240);
        assertThat(timeline.path("total").asInt())
                .isEqualTo(known.ended(run -> true).size());
        assertThat(timeline.path("until").asText()).isEqualTo("2026-03-30T16:00:00Z");
        for (JsonNode hour : timeline.path("items")) {
            List<Run> inside = known.ended(run -> Period.HOUR
                    .startOf(run.startedAt())
                    .toString()
                    .equals(hour.path("start").asText()));
            assertThat(List.of(hour.path("total").asInt(), hour.path("failures").asInt()))
                    .isEqualTo(List.of(inside.size(), (int) KnownHistory.count(inside, "failed")));
        }
        assertThat(known.ask("/timeline?until=2026-03-22T00:00:00Z&hours=1")
                        .at("/items/0/start")
                        .asText())
                .isEqualTo("2026-03-21T23:00:00Z");
    }

    @Test
    void periods_are_read_part_by_part_down_to_the_first_that_is_known() {
        List<String> starts = new ArrayList<>();
        @Nullable String next = "";
        do {
            JsonNode part = known.ask("/metrics?limit=50" + next);
            starts.addAll(part.path("items").findValuesAsText("start"));
            next = part.path("next").isNull()
                    ? null
                    : "&after=" + part.path("next").asText();
        } while (next != null);

        assertThat(starts).doesNotHaveDuplicates().hasSize(215).endsWith("2026-03-21T17:00:00Z");
        assertThat(known.ask("/metrics?since=2026-03-29T13:30:00Z&until=2026-03-29T16:00:00Z")
                        .path("items")
                        .findValuesAsText("start"))
                .containsExactly("2026-03-29T15:00:00Z", "2026-03-29T14:00:00Z");
        assertThat(known.api
                        .ask(ApiFixture.actor(known.ours, Role.OWNER), "GET", "/metrics/export?format=csv", null)
                        .text()
                        .lines())
                .hasSize(216);
        assertThat(known.api
                        .ask(ApiFixture.actor(known.ours, Role.OWNER), "GET", "/metrics?after=yesterday", null)
                        .status())
                .isEqualTo(400);
    }
}
