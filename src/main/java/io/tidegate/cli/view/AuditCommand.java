package io.tidegate.cli.view;

import io.tidegate.access.AuditStore.Entry;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "audit", description = "Who did what to what, with which result, from where; newest first.")
final class AuditCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 50;

    private final Workspace workspace;

    @Mixin
    private final AuditOptions filter = new AuditOptions();

    @Option(names = "--instance", description = "Of all organizations and of none, for operators.")
    private boolean instance;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    AuditCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Instant now = workspace.now();
        Page<Entry> page = pages.read(
                workspace, instance ? "/instance/audit" : "/audit", filter.query(now), DEFAULT_LIMIT, Entry.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line("Nothing like that stands in the log.");
        } else {
            workspace.screen().table(table(page.items(), now));
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private static Table table(List<Entry> entries, Instant now) {
        Table table = new Table(
                Column.of("WHEN"),
                Column.text("WHO", 10),
                Column.text("ACTION", 12),
                Column.text("TARGET", 8),
                Column.of("RESULT"),
                Column.text("FROM", 9).whenWide(),
                Column.text("DETAIL", 12).whenWide());
        for (Entry each : entries) {
            table.add(
                    Words.relative(each.at(), now),
                    each.actor(),
                    each.action(),
                    Words.or(each.target()),
                    new Table.Cell(each.result(), each.result().equals("done") ? Tone.PLAIN : Tone.BAD),
                    each.address(),
                    new TreeMap<>(each.detail())
                            .entrySet().stream()
                                    .map(one -> one.getKey() + "=" + one.getValue())
                                    .collect(Collectors.joining(" ")));
        }
        return table;
    }
}
