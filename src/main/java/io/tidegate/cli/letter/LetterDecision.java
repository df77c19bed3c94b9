package io.tidegate.cli.letter;

import io.tidegate.api.operation.LetterDecisions;
import io.tidegate.api.operation.LetterOutcome;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that decide about dead letters, by their ids or about all that wait. */
abstract class LetterDecision implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Their ids.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that nobody has decided about.")
    private boolean all;

    @Mixin
    private final JsonOption json = new JsonOption();

    LetterDecision(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Decides about a letter that is open. */
    abstract LetterOutcome decide(LetterDecisions decisions, Letter letter);

    @Override
    public Integer call() {
        if (all == !ids.isEmpty()) {
            throw CommandException.wrongUse("Say which letters: their ids, or --all.");
        }
        List<LetterOutcome> outcomes = letters().stream().map(this::outcome).toList();
        if (json.wanted()) {
            workspace.screen().json(outcomes, null);
        } else if (outcomes.isEmpty()) {
            workspace.screen().line("No dead letters.");
        } else {
            outcomes.forEach(outcome -> workspace.screen().line("Letter " + outcome.id() + ": " + outcome.message()));
        }
        if (outcomes.stream().anyMatch(outcome -> outcome.outcome().equals("replayed"))
                && workspace.jobs().otherProcesses() == 0) {
            workspace.screen().note("No Tidegate is running to do it: start ./tidegate run.");
        }
        return outcomes.stream().allMatch(LetterOutcome::good) ? 0 : 1;
    }

    private List<Letter> letters() {
        if (all) {
            return workspace.deadLetters().open();
        }
        List<Letter> found = workspace.deadLetters().find(ids);
        for (Long id : ids) {
            if (found.stream().noneMatch(letter -> letter.id() == id)) {
                throw DeadLetterShowCommand.missing(id);
            }
        }
        return found;
    }

    private LetterOutcome outcome(Letter letter) {
        Instant resolved = letter.resolvedAt();
        if (resolved != null) {
            String when = Words.relative(resolved, workspace.now());
            return LetterOutcome.resolved(letter.id(), letter.resolution(), when);
        }
        LetterDecisions decisions =
                new LetterDecisions(workspace.docks(), workspace.queue(), workspace.deadLetters(), workspace.now());
        return decide(decisions, letter);
    }
}
