package io.tidegate.cli.local;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.LocalChangeStore.LocalChange;
import io.tidegate.page.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "What happened to its fields, and by whom, newest first.")
final class LocalHistoryCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;
    private final String path;

    @Parameters(index = "0", paramLabel = "ID", description = "Its number in the list.")
    private long id;

    @Option(names = "--field", paramLabel = "NAME", description = "Only of this field.")
    private @Nullable String field;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    /** @param path of the list that it is in */
    LocalHistoryCommand(Workspace workspace, String path) {
        this.workspace = workspace;
        this.path = path;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("field", field);
        Page<LocalChange> page =
                pages.read(workspace, path + "/" + id + "/history", query, DEFAULT_LIMIT, LocalChange.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
            return 0;
        } else if (page.items().isEmpty()) {
            workspace.screen().line("Nothing happened to it since it came.");
            return 0;
        }
        Table table = new Table(
                Column.of("WHEN"),
                Column.of("WHAT"),
                Column.text("FIELD", 8),
                Column.text("BEFORE", 8),
                Column.text("AFTER", 8),
                Column.text("BY", 8));
        for (LocalChange change : page.items()) {
            table.add(
                    Words.relative(change.at(), workspace.now()),
                    new Table.Cell(change.event(), change.event().equals("conflict") ? Tone.WARN : Tone.PLAIN),
                    change.field(),
                    Words.or(change.oldValue()),
                    Words.or(change.newValue()),
                    change.actor());
        }
        workspace.screen().table(table);
        PageOptions.more(workspace, page.next());
        return 0;
    }
}
