package io.tidegate.cli.letter;

import io.tidegate.api.operation.LetterOutcome;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.monitor.DeadLetterStore.Letter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that decide about dead letters, by their ids or about all that wait. */
abstract class LetterDecision implements Callable<Integer> {
    private final Workspace workspace;
    private final String verb;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Their ids.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that nobody has decided about.")
    private boolean all;

    @Mixin
    private final JsonOption json = new JsonOption();

    /** @param verb as the API names it */
    LetterDecision(Workspace workspace, String verb) {
        this.workspace = workspace;
        this.verb = verb;
    }

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
        if (outcomes.stream().anyMatch(outcome -> outcome.outcome().equals("replayed")) && workspace.isIdle()) {
            workspace.screen().note("No Tidegate is running to do it: start ./tidegate run.");
        }
        return outcomes.stream().allMatch(LetterOutcome::good) ? 0 : 1;
    }

    /** Those that are meant, the oldest of all first. */
    private List<Letter> letters() {
        if (!all) {
            return ids.stream()
                    .map(id -> DeadLetterShowCommand.find(workspace, id))
                    .toList();
        }
        List<Letter> open = new ArrayList<>(workspace.link().all("/dead-letters", Map.of(), Letter.class));
        Collections.reverse(open);
        return open;
    }

    private LetterOutcome outcome(Letter letter) {
        return workspace
                .link()
                .attempt(
                        "/dead-letters/" + letter.id() + "/" + verb,
                        LetterOutcome.class,
                        problem -> LetterOutcome.impossible(
                                letter.id(),
                                problem.errors().isEmpty()
                                        ? "conflict"
                                        : problem.errors().get(0).reason(),
                                problem.detail()));
    }
}
