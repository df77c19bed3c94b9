package io.tidegate.cli.state;

import io.tidegate.api.run.EventDetail;
import io.tidegate.api.run.EventView;
import io.tidegate.api.run.RequestView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run with what it asked and found, for people. */
public final class RunFacts {
    private RunFacts() {}

    /** Shows it. */
    public static void show(Workspace workspace, EventDetail run) {
        Screen screen = workspace.screen();
        screen.facts(facts(run, screen, workspace.now()));
        EventDetail.Requests requests = run.requests();
        if (requests != null) {
            screen.line("");
            screen.table(table(run.event().startedAt(), requests.first()));
            if (requests.total() > requests.first().size()) {
                screen.note("There are more: ./tidegate export requests "
                        + run.event().id());
            }
        }
    }

    private static Map<String, @Nullable String> facts(EventDetail run, Screen screen, Instant now) {
        EventView event = run.event();
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Run", event.id() + "  " + event.status());
        facts.put("Dock", event.dockId() + "  " + Objects.requireNonNullElse(event.dock(), "(removed)"));
        facts.put(
                "Began",
                Words.relative(event.startedAt(), now) + "  ("
                        + Words.exact(event.startedAt(), screen.look().zone()) + ")");
        facts.put("Took", event.durationMs() == null ? null : words(event.durationMs()));
        facts.put("Kind", event.syncType() + ", " + event.trigger());
        facts.put(
                "Records",
                Words.number(event.itemsProcessed())
                        + (event.itemsPerSecond() == null
                                ? ""
                                : ", " + Words.number(Math.round(event.itemsPerSecond())) + " a second"));
        facts.put("Changes", changes(run));
        facts.put("Asked since", run.syncTokenBefore());
        facts.put("Came to", run.syncTokenAfter());
        facts.put("Requests", requests(run));
        facts.put("Error", event.errorCode() == null ? null : event.errorCode() + " " + Words.or(event.errorMessage()));
        facts.put("Node", event.node());
        return facts;
    }

    private static String changes(EventDetail run) {
        String kinds = run.changes().byKind().entrySet().stream()
                .map(each -> Words.number(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return run.changes().total() == 0
                ? "none"
                : kinds + "; ./tidegate changes --run " + run.event().id();
    }

    private static String requests(EventDetail run) {
        EventDetail.Requests requests = run.requests();
        if (requests == null) {
            return Words.or(run.noRequests());
        }
        return Words.number(requests.total()) + ", " + words(requests.tookMs()) + " in all, waited "
                + words(requests.waitedMs())
                + (requests.repeated() == 0 ? "" : ", " + requests.repeated() + " repeated")
                + (requests.unanswered() == 0 ? "" : ", " + requests.unanswered() + " without an answer");
    }

    private static Table table(Instant began, List<RequestView> requests) {
        Table table = new Table(
                Column.number("AFTER"),
                Column.number("WAITED"),
                Column.number("TOOK"),
                Column.text("TYPE", 8).whenWide(),
                Column.text("REQUEST", 16),
                Column.number("TRY").whenWide(),
                Column.of("ANSWER"),
                Column.text("REQUEST ID", 8).whenWide());
        for (RequestView each : requests) {
            Integer status = each.status();
            boolean good = status != null && status < 400;
            table.add(
                    words(Math.max(0, Duration.between(began, each.sentAt()).toMillis())),
                    words(each.waitedMs()),
                    words(each.tookMs()),
                    Words.or(each.resourceType()),
                    each.method() + " " + each.endpoint(),
                    each.attempt() == null ? Words.NONE : each.attempt(),
                    new Table.Cell(
                            status == null ? Words.or(each.failure()) : status.toString(), good ? Tone.GOOD : Tone.BAD),
                    Words.or(each.requestId()));
        }
        return table;
    }

    private static String words(@Nullable Long millis) {
        return millis == null ? Words.NONE : Words.duration(Duration.ofMillis(millis));
    }
}
