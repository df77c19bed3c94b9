package io.tidegate.cli.local;

import io.tidegate.api.local.LocalRecordDetail;
import io.tidegate.api.local.LocalRecordEdit;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import io.tidegate.federation.side.LocalRecordStore.LocalRecord;
import io.tidegate.page.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code record}. */
@Command(
        name = "record",
        description = "Other records that are edited here and at their provider: list, show, set, history.")
final class RecordCommands {
    private static final String PATH = "/local-records";

    private RecordCommands() {}

    static CommandLine of(Workspace workspace) {
        return new CommandLine(new RecordCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Show(workspace))
                .addSubcommand(new Set(workspace))
                .addSubcommand(new LocalHistoryCommand(workspace, PATH));
    }

    private static int print(Workspace workspace, JsonOption json, LocalRecordDetail detail) {
        if (json.wanted()) {
            workspace.screen().json(detail);
            return 0;
        }
        LocalRecord record = detail.record();
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put("Record", record.id() + "  " + record.kind());
        facts.put("Name", record.name());
        facts.put("Here", record.active() ? "active" : "inactive");
        record.externalIds().forEach((source, id) -> facts.put("Id at " + source, id));
        facts.put("Synced", Words.relative(record.lastSyncedAt(), workspace.now()));
        facts.put("Problem", record.problem());
        workspace.screen().facts(facts);
        workspace.screen().line("");
        workspace.screen().table(FieldTable.of(detail.fields()));
        return 0;
    }

    @Command(name = "list", description = "Records that are edited on both sides, without players.")
    private static final class Listing implements Callable<Integer> {
        private static final int DEFAULT_LIMIT = 50;

        private final Workspace workspace;

        @Mixin
        private final RecordOptions options = new RecordOptions();

        @Mixin
        private final PageOptions pages = new PageOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Page<LocalRecord> page =
                    pages.read(workspace, PATH, options.query(workspace), DEFAULT_LIMIT, LocalRecord.class);
            if (json.wanted()) {
                workspace.screen().json(page.items(), page.next());
            } else if (page.items().isEmpty()) {
                workspace.screen().line("No records like that.");
            } else {
                Table table = new Table(
                        Column.number("ID"),
                        Column.of("KIND"),
                        Column.text("NAME", 12),
                        Column.of("HERE"),
                        Column.of("SYNCED"),
                        Column.text("PROBLEM", 8).whenWide());
                for (LocalRecord record : page.items()) {
                    table.add(
                            record.id(),
                            record.kind(),
                            Words.or(record.name()),
                            record.active() ? "active" : "inactive",
                            Words.relative(record.lastSyncedAt(), workspace.now()),
                            record.problem() == null ? "" : record.problem());
                }
                workspace.screen().table(table);
                PageOptions.more(workspace, page.next());
            }
            return 0;
        }
    }

    @Command(name = "show", description = "A record, field by field beside what was synced last.")
    private static final class Show implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its number in the list.")
        private long id;

        @Mixin
        private final JsonOption json = new JsonOption();

        Show(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            return print(workspace, json, workspace.link().get(PATH + "/" + id, LocalRecordDetail.class));
        }
    }

    @Command(name = "set", description = "Edit a record; what is not named stays.")
    private static final class Set implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its number in the list.")
        private long id;

        @Option(
                names = "--field",
                required = true,
                paramLabel = "NAME=VALUE",
                description = "A field and what it is to hold; nothing after = empties it. May be given several times.")
        private Map<String, String> fields = new LinkedHashMap<>();

        @Mixin
        private final JsonOption json = new JsonOption();

        Set(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Map<String, @Nullable String> wanted = new LinkedHashMap<>(fields);
            return print(
                    workspace,
                    json,
                    workspace
                            .link()
                            .send("PATCH", PATH + "/" + id, new LocalRecordEdit(wanted), LocalRecordDetail.class));
        }
    }
}
