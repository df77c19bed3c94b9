package io.tidegate.cli.letter;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "A dead letter: the job, what was asked, what came of it, and how often.")
final class DeadLetterShowCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "ID", description = "Its id.")
    private long id;

    @Mixin
    private final JsonOption json = new JsonOption();

    DeadLetterShowCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Letter letter = find(workspace, id);
        if (json.wanted()) {
            workspace.screen().json(letter);
        } else {
            workspace.screen().facts(facts(letter));
        }
        return 0;
    }

    /** @throws CommandException when there is none */
    static Letter find(Workspace workspace, long id) {
        if (id > 0) {
            Optional<Letter> found = workspace.link().find("/dead-letters/" + id, Letter.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw CommandException.failed(
                "There is no dead letter " + id + "; ./tidegate dead-letter list shows those that wait.");
    }

    private Map<String, @Nullable String> facts(Letter letter) {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Letter", Long.toString(letter.id()));
        facts.put("Dock", letter.dockId() + "  " + (letter.dock() == null ? "(removed)" : letter.dock()));
        facts.put("Provider", letter.provider());
        facts.put("Job", letter.jobId() + (letter.jobType() == null ? "" : "  " + letter.jobType()));
        facts.put("Types", letter.resourceTypes() == null ? "all" : String.join(", ", letter.resourceTypes()));
        facts.put("Request", Words.or(letter.request()));
        facts.put(
                "Status",
                letter.status() == null ? "no answer" : letter.status().toString());
        facts.put("Error", letter.errorCode() + "  " + letter.error());
        facts.put("Attempts", Integer.toString(letter.attempts()));
        facts.put("When", time(letter.createdAt()));
        Instant resolved = letter.resolvedAt();
        facts.put("State", resolved == null ? "open" : letter.resolution() + " " + time(resolved));
        return facts;
    }

    private String time(Instant instant) {
        return Words.relative(instant, workspace.now()) + "  ("
                + Words.exact(instant, workspace.screen().look().zone()) + ")";
    }
}
