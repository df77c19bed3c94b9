package io.tidegate.cli.keys;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code keys}. */
@Command(name = "keys", description = "The master keys that seal credentials: status, rotate.")
public final class KeysCommands {
    private KeysCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new KeysCommands())
                .addSubcommand(new KeysStatusCommand(workspace))
                .addSubcommand(new KeysRotateCommand(workspace));
    }
}
