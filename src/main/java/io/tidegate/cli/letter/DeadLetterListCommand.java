package io.tidegate.cli.letter;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "What could not be done and waits for a decision, newest first.")
final class DeadLetterListCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Mixin
    private final LetterOptions options = new LetterOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    DeadLetterListCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Page<Letter> page =
                pages.read(workspace, "/dead-letters", options.query(workspace), DEFAULT_LIMIT, Letter.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line("No dead letters.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(List<Letter> letters) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.number("ID"),
                Column.of("WHEN"),
                Column.text("DOCK", 8),
                Column.text("REQUEST", 12).whenWide(),
                Column.of("ERROR"),
                Column.of("STATE").whenWide(),
                Column.number("TRIES").whenWide(),
                Column.text("MESSAGE", 16));
        for (Letter letter : letters) {
            table.add(
                    letter.id(),
                    Words.relative(letter.createdAt(), now),
                    letter.dock() == null ? "(removed)" : letter.dock(),
                    Words.or(letter.request()),
                    letter.errorCode(),
                    Objects.requireNonNullElse(letter.resolution(), "open"),
                    letter.attempts(),
                    letter.error());
        }
        workspace.screen().table(table);
    }
}
