package io.tidegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.budget.LimitSimulation.Counting;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that counts, in whatever interleaving: nothing too early, and little left unused. */
class LimitSimulationTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final BudgetBed bed = new BudgetBed(database);

    @BeforeEach
    void empty() {
        database.clear("budgets");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void four_workers_on_a_told_limit_are_never_refused_and_use_all_of_it(long seed) {
        LimitSimulation simulation = new LimitSimulation(bed, seed, Counting.FIXED, 40, MINUTE, true);
        double share = simulation.run(4, 5);
        assertThat(simulation.refused).isZero();
        assertThat(simulation.early).isZero();
        assertThat(share).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void what_is_lost_on_the_way_is_never_sent_again_over_the_limit(long seed) {
        LimitSimulation simulation = new LimitSimulation(bed, seed, Counting.FIXED, 40, MINUTE, true).loses(10);
        simulation.run(6, 4);
        assertThat(simulation.refused).isZero();
        assertThat(simulation.sent).isGreaterThan(80);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11})
    void a_told_limit_of_the_last_minute_is_kept_too(long seed) {
        LimitSimulation simulation = new LimitSimulation(bed, seed, Counting.SLIDING, 40, MINUTE, true);
        simulation.run(4, 5);
        assertThat(simulation.refused).isZero();
        assertThat(simulation.early).isZero();
        assertThat(simulation.sent).isGreaterThan(180);
    }

    @Test
    void a_declared_limit_that_nobody_tells_is_kept_within_two_in_a_hundred() {
        bed.facts("rateLimit.buckets.minute", "100/1m");
        LimitSimulation simulation = new LimitSimulation(bed, 12, Counting.SLIDING, 100, MINUTE, false);
        double share = simulation.run(4, 10);
        assertThat(simulation.refused).isLessThan(simulation.sent / 50);
        assertThat(share).isGreaterThan(0.9);
    }

    @Test
    void a_limit_nobody_declares_or_tells_is_learned() {
        LimitSimulation simulation = new LimitSimulation(bed, 13, Counting.FIXED, 100, MINUTE, false);
        double share = simulation.run(4, 20);
        assertThat(simulation.refused).isLessThan(simulation.sent / 50);
        assertThat(share).isGreaterThan(0.5);
    }

    @Test
    void a_declared_limit_that_is_too_high_is_learned_to_be_lower() {
        bed.facts("rateLimit.buckets.minute", "100/1m");
        LimitSimulation simulation = new LimitSimulation(bed, 14, Counting.FIXED, 60, MINUTE, false);
        double share = simulation.run(4, 20);
        assertThat(simulation.refused).isLessThan(simulation.sent / 50);
        assertThat(share).isGreaterThan(0.6);
    }
}
