package io.tidegate.cli;

import io.tidegate.config.Settings;
import io.tidegate.rehearsal.Fault;
import java.util.List;

/** Runs Tidegate itself until it is told to stop. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts Tidegate and returns when it has stopped.
     *
     * @param demo whether the simulated provider runs beside it
     * @return the exit code: 0 when it was told to stop
     * @throws Exception what kept it from starting, with a message for people
     */
    int launch(Settings settings, boolean demo) throws Exception;

    /**
     * Tries a file out beside the others of the routes folder, as the running program would, without running anything.
     *
     * @param name relative to the routes folder; a file of that name there counts as if it were this
     * @return what keeps it from running; empty when it can
     */
    default List<Fault> tryOut(Settings settings, String name, String text) {
        return List.of();
    }

    /**
     * Starts Tidegate beside the simulated provider, syncs both accounts once, and stops.
     *
     * @param settings with a data folder and ports of their own
     */
    default void rehearse(Settings settings) throws Exception {
        launch(settings, true);
    }
}
