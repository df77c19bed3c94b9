package io.tidegate.cli.view;

import io.tidegate.api.run.EventDetail;
import io.tidegate.api.run.EventView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.RunFacts;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.monitor.EventStore;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "events", description = "Runs, newest first; or one with its requests and changes.")
final class EventsCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "Only this run, with all that is known of it.")
    private @Nullable Long run;

    @Mixin
    private final EventOptions options = new EventOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    EventsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        if (run != null) {
            EventDetail detail = workspace.link().get("/events/" + run, EventDetail.class);
            if (json.wanted()) {
                workspace.screen().json(detail);
            } else {
                RunFacts.show(workspace, detail);
            }
            return 0;
        }
        Map<String, @Nullable Object> filter = options.query(workspace);
        Page<EventView> page = pages.read(workspace, "/events", filter, EventStore.DEFAULT_LIMIT, EventView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace
                    .screen()
                    .line("No runs"
                            + (filter.values().stream().allMatch(Objects::isNull)
                                    ? " yet. Start Tidegate: ./tidegate run"
                                    : " like that."));
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(List<EventView> events) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.number("RUN"),
                Column.of("STARTED"),
                Column.text("DOCK", 8),
                Column.of("TRIGGER").whenWide(),
                Column.of("STATUS"),
                Column.number("RECORDS"),
                Column.number("CHANGED"),
                Column.number("TOOK"),
                Column.number("PER S").whenWide(),
                Column.text("ERROR", 8).whenWide());
        for (EventView event : events) {
            Long took = event.durationMs();
            Double rate = event.itemsPerSecond();
            String error = event.errorCode() == null ? "" : event.errorCode() + " " + Words.or(event.errorMessage());
            table.add(
                    event.id(),
                    Words.relative(event.startedAt(), now),
                    Objects.requireNonNullElse(event.dock(), "(removed)"),
                    event.trigger(),
                    new Table.Cell(event.status(), tone(event.status())),
                    Words.number(event.itemsProcessed()),
                    Words.number(event.itemsChanged()),
                    took == null ? Words.NONE : Words.duration(Duration.ofMillis(took)),
                    rate == null ? Words.NONE : Words.number(Math.round(rate)),
                    error);
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
}
