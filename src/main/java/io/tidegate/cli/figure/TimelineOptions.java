package io.tidegate.cli.figure;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which hours. */
public final class TimelineOptions implements ListOptions {
    private static final int MOST = 2_160;

    @Option(names = "--hours", paramLabel = "N", description = "The last N, 1 to 2160; 24 when nothing is said.")
    private int hours = 24;

    @Mixin
    private final Whose whose = new Whose();

    /**
     * As the API takes them.
     *
     * @throws CommandException when it is no such number
     */
    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        if (hours < 1 || hours > MOST) {
            throw CommandException.wrongUse("--hours " + hours + ": a number from 1 to " + MOST + " is allowed.");
        }
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("hours", hours);
        return query;
    }
}
