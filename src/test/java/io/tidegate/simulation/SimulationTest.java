package io.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays against a backend in memory: {@code -Dsim.seeds=20000} plays more, {@code -Dsim.first} says from which on. */
class SimulationTest {
    private static final long FIRST = Long.getLong("sim.first", 1);
    private static final int SEEDS = Integer.getInteger("sim.seeds", 200);

    @TempDir
    private Path folder;

    @Test
    void whatever_goes_wrong_on_the_way_all_hold_the_same_in_the_end() {
        Simulation simulation = Simulation.inMemory(folder);
        LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(simulation::play);
        // a play that meets nothing proves nothing
        assertThat(simulation.tally().keySet()).containsAll(MET);
    }

    @Test
    void the_same_seed_is_the_same_play() {
        for (long seed : List.of(7L, 8L, 9L, 10L)) {
            assertThat(Simulation.inMemory(folder).play(seed))
                    .isEqualTo(Simulation.inMemory(folder).play(seed));
        }
        assertThat(Simulation.inMemory(folder).play(7))
                .isNotEqualTo(Simulation.inMemory(folder).play(8));
    }

    private static final Set<String> MET = Set.of(
            "request lost",
            "request late",
            "request twice",
            "request twice, once late",
            "refused",
            "answer lost",
            "call while parted",
            "broken off",
            "told",
            "crash",
            "crash before the call",
            "crash after the call",
            "crash at a reading of the clock",
            "rolled back",
            "tombstones gone",
            "the server's clock jumps",
            "device forgot tombstones",
            "push refused with SNAPSHOT_REQUIRED",
            "pull refused with SNAPSHOT_REQUIRED",
            "op given up as gone",
            "op APPLIED",
            "op REPLAYED",
            "op SUPERSEDED",
            "op SUPERSEDED by nothing",
            "op REJECTED",
            "ConflictDetected",
            "QueueFull",
            "RescanCompleted");
}
