package io.tidegate.cli.local;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;

/** Adds the commands of records that are edited on both sides. */
public final class LocalCommands {
    private LocalCommands() {}

    /** Adds them below the root command, in the order of its help. */
    public static void addTo(CommandLine root, Workspace workspace) {
        root.addSubcommand(PlayerCommands.of(workspace))
                .addSubcommand(RecordCommands.of(workspace))
                .addSubcommand(new ConflictsCommand(workspace))
                .addSubcommand(ConflictCommands.of(workspace))
                .addSubcommand(new HistoryCommand(workspace))
                .addSubcommand(new ImportProblemsCommand(workspace));
    }
}
