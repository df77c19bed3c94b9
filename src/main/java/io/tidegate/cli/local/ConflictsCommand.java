package io.tidegate.cli.local;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.ConflictStore.Conflict;
import io.tidegate.page.Page;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "conflicts",
        description = "Fields that both sides had changed, and which value was kept, newest first.")
final class ConflictsCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Mixin
    private final ConflictOptions options = new ConflictOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ConflictsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Page<Conflict> page =
                pages.read(workspace, "/conflicts", options.query(workspace), DEFAULT_LIMIT, Conflict.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
            return 0;
        } else if (page.items().isEmpty()) {
            workspace.screen().line("No conflicts.");
            return 0;
        }
        Table table = new Table(
                Column.number("ID"),
                Column.of("WHEN"),
                Column.text("RECORD", 10),
                Column.of("FIELD"),
                Column.text("FEDERATION", 10),
                Column.text("OURS", 10),
                Column.text("KEPT", 10).whenWide(),
                Column.of("BY"));
        for (Conflict conflict : page.items()) {
            table.add(
                    conflict.id(),
                    Words.relative(conflict.at(), workspace.now()),
                    Objects.requireNonNullElse(conflict.name(), conflict.kind() + " " + conflict.recordId()),
                    conflict.field(),
                    Words.or(conflict.federation()),
                    Words.or(conflict.local()),
                    Words.or(conflict.resolved()),
                    new Table.Cell(
                            conflict.settledBy() == null ? conflict.strategy() : conflict.settledBy(),
                            conflict.settledBy() == null ? Tone.PLAIN : Tone.GOOD));
        }
        workspace.screen().table(table);
        PageOptions.more(workspace, page.next());
        return 0;
    }
}
