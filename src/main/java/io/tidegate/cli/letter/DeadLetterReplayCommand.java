package io.tidegate.cli.letter;

import io.tidegate.api.operation.LetterDecisions;
import io.tidegate.api.operation.LetterOutcome;
import io.tidegate.cli.session.Workspace;
import io.tidegate.monitor.DeadLetterStore.Letter;
import picocli.CommandLine.Command;

@Command(name = "replay", description = "Queue the docks of dead letters again, for the types their jobs had to list.")
final class DeadLetterReplayCommand extends LetterDecision {
    DeadLetterReplayCommand(Workspace workspace) {
        super(workspace);
    }

    @Override
    LetterOutcome decide(LetterDecisions decisions, Letter letter) {
        return decisions.replay(letter);
    }
}
