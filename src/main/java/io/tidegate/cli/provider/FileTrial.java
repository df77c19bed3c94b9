package io.tidegate.cli.provider;

import io.tidegate.config.Settings;
import io.tidegate.rehearsal.Fault;
import java.util.List;

/** The last judgement of a file: as the running program loads it, beside the other files of the routes folder. */
@FunctionalInterface
public interface FileTrial {
    /**
     * What keeps a file from running; empty when it can.
     *
     * @param name relative to the routes folder; a file of that name there counts as if it were this
     */
    List<Fault> faults(Settings settings, String name, String text);
}
