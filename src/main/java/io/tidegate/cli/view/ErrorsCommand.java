package io.tidegate.cli.view;

import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.ErrorStore.SyncError;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "errors", description = "Errors that are open, newest first.")
final class ErrorsCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--include-resolved", description = "Show those too that are over.")
    private boolean resolved;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ErrorsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> filter = new HashMap<>();
        filter.put("dock", dock.id(workspace));
        filter.put("resolved", resolved);
        Page<SyncError> page = pages.read(workspace, "/errors", filter, ErrorStore.DEFAULT_LIMIT, SyncError.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line(resolved ? "No errors." : "No open errors.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(List<SyncError> errors) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.of("SINCE"),
                Column.text("DOCK", 8),
                Column.text("TYPE", 8).whenWide(),
                Column.of("ERROR"),
                Column.number("AGAIN"),
                Column.of("NEXT TRY").whenWide(),
                Column.of("RESOLVED").whenWide(),
                Column.text("MESSAGE", 16));
        for (SyncError error : errors) {
            table.add(
                    Words.relative(error.createdAt(), now),
                    error.dockName() == null ? "(removed)" : error.dockName(),
                    Words.or(error.type()),
                    error.errorType(),
                    error.repeats() + "x",
                    Words.relative(error.nextRetryAt(), now),
                    Words.relative(error.resolvedAt(), now),
                    error.message());
        }
        workspace.screen().table(table);
    }
}
