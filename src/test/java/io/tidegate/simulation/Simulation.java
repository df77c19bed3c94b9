package io.tidegate.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/** Plays seeds. */
final class Simulation {
    private final Path folder;
    private final Function<InstantSource, List<Backend>> backends;
    private final int steps;
    private final Map<String, LongAdder> tally = new ConcurrentSkipListMap<>();

    /**
     * @param backends the workspaces, side by side, by the server's clock
     * @param steps that happen before everything is brought to rest
     */
    Simulation(Path folder, Function<InstantSource, List<Backend>> backends, int steps) {
        this.folder = folder;
        this.backends = backends;
        this.steps = steps;
    }

    /** In memory, for many seeds. */
    static Simulation inMemory(Path folder) {
        return new Simulation(folder, time -> List.of(new MemoryCloud(time)), 60);
    }

    /**
     * Plays a seed to its end.
     *
     * @return of all that happened
     * @throws AssertionError when something did not hold, with the seed and what happened before
     */
    long play(long seed) {
        World world = new World(seed);
        Path place =
                folder.resolve("seed-" + seed + "-" + Thread.currentThread().getId());
        List<Play> plays = new ArrayList<>();
        try {
            DeviceClock server = new DeviceClock(world);
            for (Backend backend : backends.apply(server)) {
                plays.add(new Play(world, backend, server, place.resolve(backend.workspace()), 2 + world.below(2)));
            }
            for (int i = 0; i < steps; i++) {
                plays.get(world.below(plays.size())).step();
            }
            world.calm();
            plays.forEach(Play::finish);
            world.tally()
                    .forEach((kind, count) ->
                            tally.computeIfAbsent(kind, k -> new LongAdder()).add(count));
            return world.hash();
        } catch (RuntimeException | AssertionError | Crash e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + world.story(), e);
        } finally {
            plays.forEach(Play::close);
            delete(place);
        }
    }

    /** What happened so far in all plays, and how often. */
    Map<String, LongAdder> tally() {
        return tally;
    }

    private static void delete(Path place) {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
