package io.tidegate.cli.figure;

import io.tidegate.api.export.Listed;
import io.tidegate.api.figure.ComparisonView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "compare",
        description = "Providers, or docks, side by side; over the last 24 hours unless others are named.")
final class CompareCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final CompareOptions options = new CompareOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    CompareCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Page<ComparisonView> page =
                pages.read(workspace, "/compare", options.query(workspace), Listed.PAGE, ComparisonView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line(Docks.NONE);
        } else {
            Table table = new Table(
                    Column.text("WHICH", 8),
                    Column.number("DOCKS").whenWide(),
                    Column.number("RUNS"),
                    Column.number("GOOD"),
                    Column.number("AVERAGE"),
                    Column.number("P95"),
                    Column.number("RECORDS"),
                    Column.number("REQUESTS").whenWide(),
                    Column.number("AGE"),
                    Column.number("ERRORS"));
            page.items().forEach(each -> row(table, each));
            workspace.screen().table(table);
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private static void row(Table table, ComparisonView each) {
        Long age = each.ageSeconds();
        table.add(
                Objects.requireNonNullElse(each.dock(), each.provider()),
                Words.number(each.docks()),
                Words.number(each.syncs()),
                FigureCells.share(each.successRate()),
                FigureCells.millis(each.averageDurationMs()),
                FigureCells.millis(each.p95DurationMs()),
                Words.number(each.items()),
                Words.number(each.requests()),
                age == null ? Words.NONE : Words.duration(Duration.ofSeconds(age)),
                FigureCells.failures(each.openErrors()));
    }
}
