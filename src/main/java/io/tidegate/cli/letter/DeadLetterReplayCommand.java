package io.tidegate.cli.letter;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine.Command;

@Command(name = "replay", description = "Queue the docks of dead letters again, for the types their jobs had to list.")
final class DeadLetterReplayCommand extends LetterDecision {
    DeadLetterReplayCommand(Workspace workspace) {
        super(workspace, "replay");
    }
}
