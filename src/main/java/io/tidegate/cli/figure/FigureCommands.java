package io.tidegate.cli.figure;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;

/** Adds the commands that show what runs came to. */
public final class FigureCommands {
    private FigureCommands() {}

    /** Adds them below the root command, in the order of its help. */
    public static void addTo(CommandLine root, Workspace workspace) {
        root.addSubcommand(new DashboardCommand(workspace))
                .addSubcommand(new MetricsCommand(workspace))
                .addSubcommand(new TimelineCommand(workspace))
                .addSubcommand(new PerformanceCommand(workspace))
                .addSubcommand(new CompareCommand(workspace));
    }
}
