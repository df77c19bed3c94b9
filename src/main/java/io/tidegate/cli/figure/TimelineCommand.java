package io.tidegate.cli.figure;

import io.tidegate.api.figure.TimelineView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.rollup.Period;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "timeline", description = "The last hours, oldest first: runs, and how they ended.")
final class TimelineCommand implements Callable<Integer> {
    private static final int WIDTH = 30;

    private final Workspace workspace;

    @Mixin
    private final TimelineOptions options = new TimelineOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    TimelineCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        TimelineView timeline = workspace.link().get("/timeline", options.query(workspace), TimelineView.class);
        if (json.wanted()) {
            workspace.screen().json(timeline);
            return 0;
        }
        long most = timeline.items().stream()
                .mapToLong(TimelineView.Hour::total)
                .max()
                .orElse(0);
        Table table = new Table(
                Column.of("HOUR (UTC)"),
                Column.number("RUNS"),
                Column.number("PARTIAL"),
                Column.number("FAILED"),
                Column.of("").whenWide());
        for (TimelineView.Hour hour : timeline.items()) {
            table.add(
                    FigureCells.start(Period.HOUR.word(), hour.start()),
                    Words.number(hour.total()),
                    FigureCells.partials(hour.partials()),
                    FigureCells.failures(hour.failures()),
                    most == 0 ? "" : "#".repeat((int) Math.ceil((double) hour.total() * WIDTH / most)));
        }
        workspace.screen().table(table);
        workspace
                .screen()
                .line(Words.count(timeline.total(), "run") + ": " + Words.number(timeline.successes()) + " good, "
                        + Words.number(timeline.partials()) + " partial, " + Words.number(timeline.failures())
                        + " failed.");
        return 0;
    }
}
