package io.tidegate.cli.view;

import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.api.run.ErrorSummary;
import io.tidegate.api.run.ErrorView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.ErrorGroups;
import io.tidegate.cli.state.ErrorOptions;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.page.Page;
import java.time.Instant;
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
    private final ErrorOptions options = new ErrorOptions();

    @Option(names = "--summary", description = "How many there are, of which kinds, at which requests.")
    private boolean summary;

    @Option(names = "--groups", description = "By cause, with what to do and the key that error retry takes.")
    private boolean groups;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ErrorsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> query = options.query(workspace);
        if (summary) {
            query.remove("order");
            ErrorSummary all = workspace.link().get("/errors/summary", query, ErrorSummary.class);
            if (json.wanted()) {
                workspace.screen().json(all);
            } else {
                ErrorGroups.show(workspace, all);
            }
            return 0;
        }
        if (groups) {
            causes(query);
            return 0;
        }
        Page<ErrorView> page = pages.read(workspace, "/errors", query, ErrorStore.DEFAULT_LIMIT, ErrorView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line(options.resolved() ? "No errors." : "No open errors.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void causes(Map<String, @Nullable Object> query) {
        Page<ErrorGroupView> page =
                pages.read(workspace, "/errors/groups", query, ErrorStore.DEFAULT_LIMIT, ErrorGroupView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line(options.resolved() ? "No errors." : "No open errors.");
        } else {
            ErrorGroups.causes(workspace, page.items());
            PageOptions.more(workspace, page.next());
        }
    }

    private void show(List<ErrorView> errors) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.number("ID"),
                Column.of("SINCE"),
                Column.text("DOCK", 8),
                Column.text("TYPE", 8).whenWide(),
                Column.of("ERROR"),
                Column.number("AGAIN"),
                Column.of("NEXT TRY").whenWide(),
                Column.of("RESOLVED").whenWide(),
                Column.text("REQUEST", 8).whenWide(),
                Column.text("MESSAGE", 16));
        for (ErrorView error : errors) {
            table.add(
                    error.id(),
                    Words.relative(error.createdAt(), now),
                    error.dock() == null ? "(removed)" : error.dock(),
                    Words.or(error.resourceType()),
                    error.errorType(),
                    error.retryCount() + "x",
                    Words.relative(error.nextRetryAt(), now),
                    Words.relative(error.resolvedAt(), now),
                    Words.or(error.endpoint()),
                    error.message());
        }
        workspace.screen().table(table);
    }
}
