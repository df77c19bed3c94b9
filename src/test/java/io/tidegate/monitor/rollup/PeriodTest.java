package io.tidegate.monitor.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "HOUR, 2026-03-29T01:30:00Z,        2026-03-29T01:00:00Z",
        "HOUR, 2026-03-29T02:00:00Z,        2026-03-29T02:00:00Z",
        "DAY,  2026-03-29T23:59:59.999999Z, 2026-03-29T00:00:00Z",
        "DAY,  2026-10-25T00:00:00Z,        2026-10-25T00:00:00Z",
        "WEEK, 2026-03-29T23:59:59.999999Z, 2026-03-23T00:00:00Z",
        "WEEK, 2026-03-30T00:00:00Z,        2026-03-30T00:00:00Z",
        "WEEK, 2026-01-01T12:00:00Z,        2025-12-29T00:00:00Z",
        "WEEK, 1999-12-31T12:00:00Z,        1999-12-27T00:00:00Z"
    })
    void periods_are_those_of_utc_and_weeks_begin_on_monday(Period period, Instant instant, Instant start) {
        assertThat(period.startOf(instant)).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z",
        "HOUR, 2026-03-29T01:00:01Z, 2026-03-29T02:00:00Z",
        "WEEK, 2026-03-25T00:00:00Z, 2026-03-30T00:00:00Z"
    })
    void the_first_period_from_an_instant_on_does_not_begin_before_it(Period period, Instant instant, Instant first) {
        assertThat(period.firstFrom(instant)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"HOUR, 2160", "DAY, 730", "WEEK, 260"})
    void rows_are_kept_for_90_days_2_years_and_5_years(Period period, long periods) {
        assertThat(period.kept().compareTo(period.length().multipliedBy(periods)))
                .isNotNegative();
        assertThat(period.kept()).isLessThan(period.length().multipliedBy(periods + 1));
        assertThat(Period.HOUR.later(Instant.EPOCH, 3)).isEqualTo(Instant.EPOCH.plus(Duration.ofHours(3)));
    }
}
