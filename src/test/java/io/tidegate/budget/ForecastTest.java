package io.tidegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.budget.LevelStore.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All of an hour's 1,000 requests, 100 of them the owner's. */
class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void what_is_spent_too_fast_ends_before_its_reset() {
        Forecast fast = forecast(600L, 2_400, 100.0);
        assertThat(fast.exhaustedAt()).isEqualTo(NOW.plusSeconds(1_500));
        assertThat(fast.text()).isEqualTo("spent in 25 min at the pace of its window, before its reset in 40 min");
    }

    @Test
    void what_docks_need_counts_where_the_window_was_idle() {
        Forecast later = forecast(900L, 3_000, 3_600.0);
        assertThat(later.exhaustedAt()).isEqualTo(NOW.plusSeconds(800));
        assertThat(later.text())
                .startsWith("spent in 13 min at what its docks need")
                .endsWith("its docks need 3,600 requests in 60 min and 900 are theirs");
    }

    @Test
    void what_is_spent_slowly_lasts() {
        assertThat(forecast(900L, 1_800, 200.0))
                .returns(null, Forecast::exhaustedAt)
                .returns("lasts until its reset", Forecast::text);
        assertThat(forecast(1_000L, 1_800, null).exhaustedAt()).isNull();
    }

    @Test
    void a_window_that_has_just_begun_tells_no_pace() {
        assertThat(forecast(700L, 3_590, null).exhaustedAt()).isNull();
    }

    @Test
    void a_window_that_passed_is_full_again() {
        assertThat(forecast(0L, -1, 100.0))
                .returns(1_000L, Forecast::remaining)
                .returns(null, Forecast::resetAt)
                .returns(null, Forecast::exhaustedAt);
    }

    @Test
    void the_reserve_is_not_spent() {
        assertThat(forecast(100L, 60, 100.0))
                .returns(NOW, Forecast::exhaustedAt)
                .returns("spent: nothing is asked before its reset in 60 s", Forecast::text);
    }

    @Test
    void of_what_nobody_told_nothing_is_said() {
        assertThat(forecast(null, 60, null))
                .returns(null, Forecast::exhaustedAt)
                .returns("no answer has told its limit yet", Forecast::text);
    }

    private static Forecast forecast(@Nullable Long remaining, long resetsIn, @Nullable Double needed) {
        Level level = new Level(
                "demo",
                "token",
                "",
                1_000L,
                remaining,
                NOW.plusSeconds(resetsIn),
                null,
                NOW,
                3_600.0,
                needed,
                0,
                List.of(1L),
                List.of("demo/token"));
        return Forecast.of(level, 100, NOW);
    }
}
