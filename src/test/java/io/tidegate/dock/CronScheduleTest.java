package io.tidegate.dock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CronScheduleTest {

    @Test
    void the_next_instant_is_told_in_utc() {
        CronSchedule nightly = new CronSchedule("0 15 2 * * ?");
        assertThat(nightly.next(Instant.parse("2026-11-21T06:40:13Z"))).isEqualTo("2026-11-22T02:15:00Z");
        assertThat(nightly.next(Instant.parse("2026-11-22T02:14:59.999Z"))).isEqualTo("2026-11-22T02:15:00Z");
        assertThat(nightly.next(Instant.parse("2026-11-22T02:15:00Z"))).isEqualTo("2026-11-23T02:15:00Z");
    }

    @Test
    void an_hour_that_clocks_skip_elsewhere_is_not_skipped() {
        CronSchedule hourly = new CronSchedule("0 30 * * * ?");
        assertThat(hourly.next(Instant.parse("2026-03-08T02:00:00Z"))).isEqualTo("2026-03-08T02:30:00Z");
    }

    @Test
    void an_expression_whose_time_is_over_leads_far_away() {
        Instant now = Instant.parse("2026-11-21T06:40:13Z");
        assertThat(new CronSchedule("0 0 0 1 1 ? 2020").next(now)).isAfter(now.plusSeconds(1_000_000_000));
    }

    @Test
    void what_is_no_expression_is_refused_with_an_example() {
        assertThatThrownBy(() -> new CronSchedule("every minute"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'every minute' is no cron expression such as '0 15 2 * * ?'");
    }
}
