package io.tidegate.cli.letter;

import io.tidegate.api.operation.LetterDecisions;
import io.tidegate.api.operation.LetterOutcome;
import io.tidegate.cli.session.Workspace;
import io.tidegate.monitor.DeadLetterStore.Letter;
import picocli.CommandLine.Command;

@Command(name = "discard", description = "Put dead letters away: nothing more is done about them.")
final class DeadLetterDiscardCommand extends LetterDecision {
    DeadLetterDiscardCommand(Workspace workspace) {
        super(workspace);
    }

    @Override
    LetterOutcome decide(LetterDecisions decisions, Letter letter) {
        return decisions.discard(letter);
    }
}
