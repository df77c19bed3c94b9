package io.tidegate.cli.local;

import io.tidegate.api.conflict.SyncHistoryDetail;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.SyncHistoryStore.SyncHistory;
import io.tidegate.page.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = "Runs over records that are edited on both sides, newest first; or one of them by its id.")
final class HistoryCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Its id in this list.")
    private @Nullable Long id;

    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    HistoryCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        return id == null ? list() : one(id);
    }

    private int list() {
        Page<SyncHistory> page =
                pages.read(workspace, "/history", options.query(workspace), DEFAULT_LIMIT, SyncHistory.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line("No runs over records that are edited on both sides.");
        } else {
            table(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void table(List<SyncHistory> runs) {
        Table table = new Table(
                Column.number("ID"),
                Column.of("WHEN"),
                Column.text("DOCK", 8),
                Column.of("TYPE").whenWide(),
                Column.of("STATUS"),
                Column.number("TOLD"),
                Column.number("NEW"),
                Column.number("CHANGED"),
                Column.number("ENDED"),
                Column.number("CONFLICTS"),
                Column.number("ERRORS"));
        for (SyncHistory run : runs) {
            table.add(
                    run.id(),
                    Words.relative(run.startedAt(), workspace.now()),
                    Objects.requireNonNullElse(run.dock(), "(removed)"),
                    run.type(),
                    new Table.Cell(run.status(), tone(run.status())),
                    run.processed(),
                    run.created(),
                    run.updated(),
                    run.deactivated(),
                    run.conflictsDetected(),
                    run.errors());
        }
        workspace.screen().table(table);
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "success" -> Tone.GOOD;
            case "partial" -> Tone.WARN;
            case "failed" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    private int one(long number) {
        SyncHistoryDetail detail = workspace.link().get("/history/" + number, SyncHistoryDetail.class);
        if (json.wanted()) {
            workspace.screen().json(detail);
            return 0;
        }
        table(List.of(detail.history()));
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Error", detail.history().error());
        detail.conflicts()
                .forEach(each -> facts.put(
                        "Conflict " + each.id(),
                        Objects.requireNonNullElse(each.name(), each.kind() + " " + each.recordId()) + ", "
                                + each.field() + ": " + each.reason()));
        detail.errors()
                .forEach(each -> facts.put(
                        "Record " + each.record(), (each.field() == null ? "" : each.field() + " ") + each.message()));
        workspace.screen().facts(facts);
        if (detail.moreConflicts() || detail.moreErrors()) {
            workspace.screen().note("There are more: ./tidegate conflicts --history " + number + ", and by REST.");
        }
        return 0;
    }
}
