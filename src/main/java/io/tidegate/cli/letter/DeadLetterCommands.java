package io.tidegate.cli.letter;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The group {@code dead-letter}. */
@Command(name = "dead-letter", description = "What could not be done: list, show, replay, discard.")
public final class DeadLetterCommands {
    private DeadLetterCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new DeadLetterCommands())
                .addSubcommand(new DeadLetterListCommand(workspace))
                .addSubcommand(new DeadLetterShowCommand(workspace))
                .addSubcommand(new DeadLetterReplayCommand(workspace))
                .addSubcommand(new DeadLetterDiscardCommand(workspace));
    }
}
