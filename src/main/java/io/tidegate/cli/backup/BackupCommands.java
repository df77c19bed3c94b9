package io.tidegate.cli.backup;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;

/** Adds {@code backup} and {@code restore}. */
public final class BackupCommands {
    private BackupCommands() {}

    /** Adds them below the root command. */
    public static void addTo(CommandLine root, Workspace workspace) {
        root.addSubcommand(new BackupCommand(workspace)).addSubcommand(new RestoreCommand(workspace));
    }
}
