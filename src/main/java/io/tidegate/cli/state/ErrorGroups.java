package io.tidegate.cli.state;

import io.tidegate.api.error.ErrorGroupView;
import io.tidegate.api.run.ErrorSummary;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.ErrorStore.Group;
import java.time.Instant;
import java.util.List;

/** Errors together, for people. */
public final class ErrorGroups {
    private ErrorGroups() {}

    /** Shows them by kind and by request. */
    public static void show(Workspace workspace, ErrorSummary summary) {
        Instant now = workspace.now();
        String next = summary.nextRetryAt() == null
                ? ""
                : "; the next is tried again " + Words.relative(summary.nextRetryAt(), now);
        workspace
                .screen()
                .line(Words.number(summary.unresolved()) + " open of " + Words.count(summary.total(), "error") + next
                        + ".");
        if (!summary.byType().isEmpty()) {
            workspace.screen().line("");
            workspace.screen().table(table("ERROR", summary.byType(), now));
            workspace.screen().line("");
            workspace.screen().table(table("REQUEST", summary.byEndpoint(), now));
        }
    }

    /** Shows them by cause. */
    public static void causes(Workspace workspace, List<ErrorGroupView> groups) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.of("KEY"),
                Column.of("ERROR"),
                Column.text("TYPE", 8),
                Column.text("REQUEST", 12).whenWide(),
                Column.number("ERRORS"),
                Column.number("DOCKS"),
                Column.of("FIRST").whenWide(),
                Column.of("LAST"),
                Column.of("NEXT TRY").whenWide(),
                Column.text("WHAT TO DO", 20));
        for (ErrorGroupView group : groups) {
            table.add(
                    group.group(),
                    group.errorType(),
                    Words.or(group.resourceType()),
                    Words.or(group.endpoint()),
                    Words.number(group.errors()),
                    Words.number(group.docks()),
                    Words.relative(group.firstAt(), now),
                    Words.relative(group.lastAt(), now),
                    Words.relative(group.retry().nextAt(), now),
                    group.advice());
        }
        workspace.screen().table(table);
    }

    private static Table table(String title, List<Group> groups, Instant now) {
        Table table = new Table(
                Column.text(title, 12),
                Column.number("ERRORS"),
                Column.number("TIMES"),
                Column.number("DOCKS").whenWide(),
                Column.of("FIRST").whenWide(),
                Column.of("LAST"),
                Column.text("SAMPLE", 16));
        for (Group group : groups) {
            table.add(
                    Words.or(group.name()),
                    Words.number(group.errors()),
                    Words.number(group.occurrences()),
                    Words.number(group.docks()),
                    Words.relative(group.firstAt(), now),
                    Words.relative(group.lastAt(), now),
                    group.sample());
        }
        return table;
    }
}
