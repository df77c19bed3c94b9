package io.tidegate.cli.connector;

import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.federation.connector.ConnectorDay;
import io.tidegate.page.Page;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells what the nights of all connectors came to. */
@Command(name = "days", description = "What the runs of all connectors came to, day by day (UTC), newest first.")
final class ConnectorDaysCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 14;

    private final Workspace workspace;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ConnectorDaysCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Page<ConnectorDay> page = pages.read(workspace, "/connector-days", Map.of(), DEFAULT_LIMIT, ConnectorDay.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
            return 0;
        } else if (page.items().isEmpty()) {
            workspace.screen().line("No runs yet.");
            return 0;
        }
        Table table = new Table(
                Column.of("DAY"),
                Column.number("CONNECTORS"),
                Column.number("ORGANIZATIONS"),
                Column.number("GOOD"),
                Column.number("FAILED"),
                Column.number("RUNNING"));
        page.items()
                .forEach(day -> table.add(
                        day.day(),
                        day.connectors(),
                        day.organizations(),
                        day.succeeded(),
                        new Table.Cell(Integer.toString(day.failed()), day.failed() > 0 ? Tone.BAD : Tone.PLAIN),
                        day.running()));
        workspace.screen().table(table);
        PageOptions.more(workspace, page.next());
        return 0;
    }
}
