package io.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plays of two workspaces at the real gateway: {@code -Dsim.gateway-seeds=500} plays more. */
class GatewaySimulationTest {
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final int SEEDS = Integer.getInteger("sim.gateway-seeds", 12);
    private static final int STEPS = 80;
    private static final int PROJECT_STEPS = 120;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path folder;

    @Test
    void whatever_goes_wrong_on_the_way_all_hold_the_same_in_the_end() {
        Simulation simulation = simulation();
        LongStream.range(FIRST, FIRST + SEEDS).forEach(simulation::play);
        assertThat(simulation.tally().keySet())
                .contains(
                        "request late", "crash", "op SUPERSEDED", "op REPLAYED", "RescanCompleted", "tombstones gone");
    }

    /** Threads move between projects and their messages follow; who follows a project holds what is in it, and no more. */
    @Test
    void who_follows_a_project_holds_what_is_in_it() {
        Simulation simulation =
                new Simulation(folder, time -> GatewayCloud.withProjects(database, time), PROJECT_STEPS);
        LongStream.range(FIRST, FIRST + SEEDS / 2).forEach(simulation::play);
        assertThat(simulation.tally().keySet())
                .contains("pull of a project", "crash", "op SUPERSEDED", "RescanCompleted");
    }

    @Test
    void the_same_seed_is_the_same_play() {
        assertThat(simulation().play(3)).isEqualTo(simulation().play(3));
    }

    private Simulation simulation() {
        return new Simulation(folder, time -> GatewayCloud.twoOf(database, time), STEPS);
    }
}
