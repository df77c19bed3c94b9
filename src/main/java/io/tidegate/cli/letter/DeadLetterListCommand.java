package io.tidegate.cli.letter;

import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.DeadLetterStore.Letter;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "What could not be done and waits for a decision, newest first.")
final class DeadLetterListCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--all-states", description = "Those too that were replayed or discarded.")
    private boolean resolved;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    DeadLetterListCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> filter = new HashMap<>();
        filter.put("dock", dock.id(workspace));
        filter.put("resolved", resolved);
        Page<Letter> page = pages.read(workspace, "/dead-letters", filter, DEFAULT_LIMIT, Letter.class);
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
                    letter.dockName() == null ? "(removed)" : letter.dockName(),
                    Words.or(letter.request()),
                    letter.errorCode(),
                    Objects.requireNonNullElse(letter.resolution(), "open"),
                    letter.attempts(),
                    letter.error());
        }
        workspace.screen().table(table);
    }
}
