package io.tidegate.cli.local;

import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.SyncHistoryStore.ImportProblem;
import io.tidegate.page.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what cannot be taken over. */
@Command(
        name = "import-problems",
        description = "Records that cannot be taken over as they stand at their provider, and why.")
final class ImportProblemsCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind: player, or as files declare it.")
    private @Nullable String kind;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ImportProblemsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock.id(workspace));
        query.put("kind", kind);
        Page<ImportProblem> page = pages.read(workspace, "/import-problems", query, DEFAULT_LIMIT, ImportProblem.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
            return 0;
        } else if (page.items().isEmpty()) {
            workspace.screen().line("No problems: all records are taken over.");
            return 0;
        }
        Table table = new Table(
                Column.text("DOCK", 8),
                Column.of("TYPE"),
                Column.text("RECORD", 8),
                Column.text("NAME", 8).whenWide(),
                Column.text("BECAME", 8).whenWide(),
                Column.of("CHANGED").whenWide(),
                // why is what one came to read: never cut
                Column.of("PROBLEM"));
        page.items()
                .forEach(one -> table.add(
                        Objects.requireNonNullElse(one.dock(), "(removed)"),
                        one.resourceType(),
                        one.record(),
                        Words.or(one.name()),
                        one.recordId() == null ? "none yet" : one.kind() + " " + one.recordId(),
                        Words.relative(one.changedAt(), workspace.now()),
                        one.problem()));
        workspace.screen().table(table);
        PageOptions.more(workspace, page.next());
        return 0;
    }
}
