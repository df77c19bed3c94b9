package io.tidegate.cli.letter;

import io.tidegate.cli.session.Workspace;
import picocli.CommandLine.Command;

@Command(name = "discard", description = "Put dead letters away: nothing more is done about them.")
final class DeadLetterDiscardCommand extends LetterDecision {
    DeadLetterDiscardCommand(Workspace workspace) {
        super(workspace, "discard");
    }
}
