package io.tidegate.cli.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.api.hook.HookStatus;
import io.tidegate.api.status.HookView;
import io.tidegate.cli.session.HealthCell;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Look;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.record.ResourceCountStore.TypeState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "A dock: how it is, when it is synced, and where each of its types stands.")
final class DockShowCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    private record Shown(
            DockView dock, List<TypeState> types, @Nullable HookView webhook) {}

    DockShowCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        DockView dock = workspace.dock(reference);
        String path = "/docks/" + dock.id();
        Instant now = workspace.now();
        List<TypeState> types = workspace
                .link()
                .page(path + "/types", Map.of(), TypeState.class)
                .items();
        HookView hook =
                workspace.link().get(path + "/webhook", HookStatus.class).last();
        Screen screen = workspace.screen();
        if (json.wanted()) {
            screen.json(new Shown(dock, types, hook));
            return 0;
        }
        screen.facts(facts(dock, hook, now));
        if (!types.isEmpty()) {
            screen.line("");
            screen.table(table(types, now));
        }
        if (types.stream().anyMatch(type -> type.heldSince() != null)) {
            screen.line("");
            screen.line("Deletions are held back. If they are right: ./tidegate dock confirm " + dock.id());
        }
        return 0;
    }

    private Map<String, @Nullable String> facts(DockView dock, @Nullable HookView hook, Instant now) {
        Look look = workspace.screen().look();
        String cron = dock.cron();
        List<String> wanted = dock.resourceTypes();
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Dock", dock.id() + "  " + dock.name());
        facts.put("Provider", dock.provider());
        facts.put(
                "Health",
                HealthCell.text(dock.health(), look.zone(), now)
                        + (dock.health().running() ? " (syncing)" : ""));
        facts.put("Reason", dock.health().reason());
        facts.put("Last sync", time(dock.lastSyncAt(), now));
        facts.put(
                "Next sync",
                dock.enabled()
                        ? Words.ahead(dock.nextSyncAt(), now) + "  (" + Words.exact(dock.nextSyncAt(), look.zone())
                                + ")"
                        : null);
        facts.put("Schedule", cron == null ? schedule(dock) : cron + " (UTC)");
        facts.put("Types", wanted == null ? "all" : String.join(", ", wanted));
        facts.put("Webhook", hook == null ? null : text(hook, now));
        dock.parameters().forEach((name, value) -> facts.put("Param " + name, value));
        return facts;
    }

    private static String schedule(DockView dock) {
        Long slowest = dock.maxIntervalSeconds();
        return "every " + Words.duration(Duration.ofSeconds(dock.intervalSeconds()))
                + (slowest == null
                        ? ""
                        : ", down to every " + Words.duration(Duration.ofSeconds(slowest)) + " while nothing changes")
                + (dock.slowedReason() == null ? "" : "; now " + dock.slowedReason());
    }

    private static String text(HookView hook, Instant now) {
        return hook.receivedAt() == null
                ? "nothing was sent yet"
                : "last " + Words.relative(hook.receivedAt(), now) + ": " + Words.or(hook.event()) + ", "
                        + hook.status() + (hook.reason() == null ? "" : ", " + hook.reason());
    }

    private String time(@Nullable Instant instant, Instant now) {
        return instant == null
                ? Words.NONE
                : Words.relative(instant, now) + "  ("
                        + Words.exact(instant, workspace.screen().look().zone()) + ")";
    }

    private static Table table(List<TypeState> types, Instant now) {
        Table table =
                new Table(Column.of("TYPE"), Column.number("RECORDS"), Column.of("LISTED"), Column.text("STATE", 12));
        for (TypeState type : types) {
            table.add(type.type(), Words.number(type.live()), Words.relative(type.listedAt(), now), state(type, now));
        }
        return table;
    }

    private static Table.Cell state(TypeState type, Instant now) {
        if (type.failing() > 0) {
            String again = type.backoffUntil() == null || type.backoffUntil().isBefore(now)
                    ? ""
                    : ", again " + Words.relative(type.backoffUntil(), now);
            String some = type.lists() == 1 ? "fails" : type.failing() + " of " + type.lists() + " lists fail";
            return new Table.Cell(some + again + ": " + Words.or(type.error()), Tone.BAD);
        } else if (type.heldSince() != null) {
            return new Table.Cell("deletions held back: " + Words.or(type.heldReason()), Tone.WARN);
        } else if (type.unfinished() > 0) {
            return Table.Cell.of(type.lists() == 1 ? "under way" : type.unfinished() + " lists under way");
        }
        return new Table.Cell("complete", Tone.GOOD);
    }
}
