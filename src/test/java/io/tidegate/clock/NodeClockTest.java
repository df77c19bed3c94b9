package io.tidegate.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final SettableClock local = new SettableClock();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final NodeClock clock = new NodeClock(local, nanos::get);

    @Test
    void before_the_first_look_it_shows_the_machines_time() {
        assertThat(clock.instant()).isEqualTo(local.instant());
    }

    @Test
    void after_a_look_the_machines_clock_may_jump_as_it_likes() {
        clock.set(look(NOON));
        local.tick(Duration.ofHours(1));
        pass(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
        local.tick(Duration.ofHours(-5));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void without_the_database_it_goes_on() {
        clock.set(look(NOON));
        pass(Duration.ofDays(400));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofDays(400)));
    }

    @Test
    void what_a_look_showed_counts_from_the_middle_between_question_and_answer() {
        long before = nanos.get();
        pass(Duration.ofMillis(40));
        clock.set(new Look(NOON, before, nanos.get(), 0));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(20));
    }

    @Test
    void a_small_difference_is_caught_up_with_gradually_and_never_backward() {
        clock.set(look(NOON));
        pass(Duration.ofSeconds(10));
        clock.follow(look(NOON.plusSeconds(9)));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(10_500));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(11));
        pass(Duration.ofSeconds(60));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(71));

        clock.follow(look(NOON.plusSeconds(72)));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(72_500));
        pass(Duration.ofSeconds(9));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(82));
    }

    @Test
    void what_is_expected_is_where_it_goes_not_where_it_is_on_the_way() {
        clock.set(look(NOON));
        pass(Duration.ofSeconds(10));
        clock.follow(look(NOON.plusSeconds(9)));
        pass(Duration.ofMillis(100));
        assertThat(clock.ahead(look(NOON.plusMillis(9_100)))).isZero();
    }

    @Test
    void a_difference_smaller_than_a_look_can_tell_is_none() {
        clock.set(look(NOON));
        long before = nanos.get();
        pass(Duration.ofMillis(40));
        clock.follow(new Look(NOON.plusMillis(5), before, nanos.get(), 0));
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1_040));
    }

    @Test
    void a_step_is_how_far_the_database_is_ahead_of_what_was_expected() {
        assertThat(clock.ahead(look(NOON))).isZero();
        clock.set(look(NOON));
        pass(Duration.ofSeconds(5));
        assertThat(clock.ahead(look(NOON.plusSeconds(3605)))).isEqualTo(Duration.ofHours(1));
        assertThat(clock.ahead(look(NOON.minusSeconds(3595)))).isEqualTo(Duration.ofHours(-1));
    }

    @Test
    void what_measures_durations_never_steps() {
        InstantSource steady = NodeClock.steady(clock);
        Instant before = steady.instant();
        clock.set(look(NOON));
        local.tick(Duration.ofHours(3));
        pass(Duration.ofSeconds(5));
        clock.set(look(NOON.minusSeconds(3600)));
        assertThat(Duration.between(before, steady.instant())).isEqualTo(Duration.ofSeconds(5));
        assertThat(NodeClock.steady(local)).isSameAs(local);
    }

    @Test
    void steps_are_told_in_words() {
        assertThat(Step.of(Duration.ofHours(1))).isEqualTo("+1 h");
        assertThat(Step.of(Duration.ofMillis(-125_100))).isEqualTo("-2 min 5 s");
        assertThat(Step.of(Duration.ofMillis(2_100))).isEqualTo("+2 s");
    }

    private Look look(Instant database) {
        return new Look(database, nanos.get(), nanos.get(), 0);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
