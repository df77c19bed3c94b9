package io.tidegate.cli.route;

import io.tidegate.api.local.KindView;
import io.tidegate.api.route.RouteFileView;
import io.tidegate.api.route.RouteView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "routes", description = "The routes that a server runs, and the files they stand in; asks by --server.")
final class RoutesCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Option(names = "--files", description = "The files instead: what became of each.")
    private boolean files;

    @Option(names = "--state", paramLabel = "WORD", description = "Only routes that are started, stopped or suspended.")
    private @Nullable String state;

    @Option(names = "--file", paramLabel = "NAME", description = "Only routes of this file, such as 1-schedule.")
    private @Nullable String file;

    @Option(names = "--find", paramLabel = "TEXT", description = "Only those with this in id, description or from.")
    private @Nullable String search;

    @Mixin
    private final JsonOption json = new JsonOption();

    RoutesCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        return files ? files() : routes();
    }

    private int routes() {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("state", state);
        query.put("file", file);
        query.put("q", search);
        List<RouteView> routes = workspace
                .link()
                .page("/instance/routes", query, RouteView.class)
                .items();
        if (json.wanted()) {
            workspace.screen().json(routes, null);
            return 0;
        }
        Table table = new Table(
                Column.text("ROUTE", 16),
                Column.of("STATE"),
                Column.of("UP").whenWide(),
                Column.number("DONE"),
                Column.number("FAILED"),
                Column.number("NOW"),
                Column.number("MEAN"),
                Column.of("LAST"),
                Column.text("FILE", 16).whenWide());
        for (RouteView route : routes) {
            table.add(
                    route.id(),
                    new Table.Cell(
                            route.state() + (route.changing() ? ", old text" : ""),
                            route.runs() ? Tone.PLAIN : Tone.WARN),
                    route.runs() ? Words.duration(Duration.ofSeconds(route.uptimeSeconds())) : Words.NONE,
                    Words.number(route.total()),
                    Words.number(route.failed()),
                    Words.number(route.inflight()),
                    route.meanMillis() == null ? Words.NONE : route.meanMillis() + " ms",
                    time(route.lastCompletedAt()),
                    route.file() + ":" + route.line());
        }
        workspace.screen().table(table);
        return 0;
    }

    private int files() {
        List<RouteFileView> all = workspace
                .link()
                .page("/instance/route-files", Map.of(), RouteFileView.class)
                .items();
        if (json.wanted()) {
            workspace.screen().json(all, null);
            return 0;
        }
        Table table = new Table(
                Column.text("FILE", 16),
                Column.of("STATE"),
                Column.number("ROUTES"),
                Column.of("LOADED"),
                Column.text("WHAT IS WRONG", 16));
        for (RouteFileView each : all) {
            RouteFileView.Fault fault = each.fault();
            String line = fault == null || fault.line() == null ? "" : "line " + fault.line() + ": ";
            table.add(
                    each.file(),
                    new Table.Cell(each.state().replace('_', ' '), fault == null ? Tone.PLAIN : Tone.BAD),
                    each.routes().size(),
                    time(each.loadedAt()),
                    fault == null ? "" : line + fault.reason());
        }
        workspace.screen().table(table);
        workspace.link().page("/instance/kinds", Map.of(), KindView.class).items().stream()
                .map(KindView::left)
                .filter(Objects::nonNull)
                .forEach(left -> workspace.screen().line(left));
        return 0;
    }

    private String time(@Nullable Instant instant) {
        return instant == null ? Words.NONE : Words.relative(instant, workspace.now());
    }
}
