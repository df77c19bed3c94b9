package io.tidegate.cli.letter;

import io.tidegate.cli.session.Workspace;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.monitor.DeadLetterStore.Resolution;
import picocli.CommandLine.Command;

@Command(name = "discard", description = "Put dead letters away: nothing more is done about them.")
final class DeadLetterDiscardCommand extends LetterDecision {
    DeadLetterDiscardCommand(Workspace workspace) {
        super(workspace);
    }

    @Override
    Outcome decide(Workspace work, Letter letter) {
        work.deadLetters().resolve(letter.id(), Resolution.DISCARDED, work.now());
        return new Outcome(letter.id(), "discarded", null, "discarded.");
    }
}
