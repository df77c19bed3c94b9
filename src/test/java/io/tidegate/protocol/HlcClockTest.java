package io.tidegate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each reading is later than every one before, whatever happens to the wall clock. */
class HlcClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long MILLIS = NOON.toEpochMilli();

    private final SettableClock wall = new SettableClock(NOON);
    private final HlcClock clock = new HlcClock(wall, 7, null);

    @Test
    void within_a_millisecond_the_counter_counts_and_begins_anew_in_the_next() {
        assertThat(clock.now()).isEqualTo(new Hlc(MILLIS, 0, 7));
        assertThat(clock.now()).isEqualTo(new Hlc(MILLIS, 1, 7));
        wall.tick(Duration.ofMillis(1));
        assertThat(clock.now()).isEqualTo(new Hlc(MILLIS + 1, 0, 7));
    }

    @Test
    void the_counters_overflow_carries_into_time() {
        HlcClock full = new HlcClock(wall, 7, new Hlc(MILLIS, 0xffff, 7));
        assertThat(full.now()).isEqualTo(new Hlc(MILLIS + 1, 0, 7));
        assertThat(full.now()).isEqualTo(new Hlc(MILLIS + 1, 1, 7));
    }

    @Test
    void what_was_kept_outlives_a_restart_and_a_clock_set_back() {
        Hlc before = clock.now();
        wall.set(NOON.minus(Duration.ofDays(400)));
        assertThat(clock.now()).isEqualTo(new Hlc(MILLIS, 1, 7));
        HlcClock restarted = new HlcClock(wall, 7, clock.last());
        assertThat(restarted.now()).isEqualTo(new Hlc(MILLIS, 2, 7)).isGreaterThan(before);
        wall.set(Instant.EPOCH.minusSeconds(5));
        assertThat(new HlcClock(wall, 7, null).now()).isEqualTo(new Hlc(0, 1, 7));
    }

    @Test
    void what_comes_after_a_received_stamp_is_later_than_it() {
        Hlc received = new Hlc(MILLIS + 60_000, 3, -1);
        clock.receive(received);
        assertThat(clock.now()).isEqualTo(new Hlc(MILLIS + 60_000, 4, 7)).isGreaterThan(received);
        clock.receive(new Hlc(0, 0xffff, -1));
        assertThat(clock.now()).isEqualTo(new Hlc(MILLIS + 60_000, 5, 7));
    }

    @Test
    void a_stamp_of_more_than_a_minute_ahead_is_refused_with_our_time_and_changes_nothing() {
        Hlc last = clock.now();
        assertThatThrownBy(() -> clock.receive(new Hlc(MILLIS + 60_001, 0, 1)))
                .isInstanceOf(HlcClock.AheadException.class)
                .hasMessageContaining(NOON.toString());
        assertThat(clock.last()).isEqualTo(last);
    }

    @Test
    void readings_only_ever_rise() {
        Random random = new Random(11);
        Hlc last = clock.last();
        for (int i = 0; i < 5_000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> wall.set(NOON.plusMillis(random.nextInt(120_000) - 60_000));
                case 1 -> {
                    Hlc stamp = new Hlc(MILLIS + random.nextInt(200_000), random.nextInt(0x10000), random.nextLong());
                    if (!HlcClock.isAhead(stamp, wall.instant())) {
                        clock.receive(stamp);
                        assertThat(clock.last().compareTo(new Hlc(stamp.millis(), stamp.counter(), 7)))
                                .isNotNegative();
                    }
                }
                default -> {
                    Hlc now = clock.now();
                    assertThat(now).isGreaterThan(last);
                    last = now;
                }
            }
        }
    }
}
