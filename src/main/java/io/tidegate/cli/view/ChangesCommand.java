package io.tidegate.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.api.record.ChangeView;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceChange;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "changes", description = "What changed at the providers, field by field, newest first.")
final class ChangesCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this resource type.")
    private @Nullable String type;

    @Option(names = "--kind", paramLabel = "WORD", description = "Only created, changed, deleted or returned ones.")
    private @Nullable String kind;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ChangesCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        if (kind != null && !ChangeView.KINDS.contains(kind)) {
            throw CommandException.wrongUse(
                    "--kind " + kind + ": allowed are " + String.join(", ", ChangeView.KINDS) + ".");
        }
        ChangeStore.Filter filter = new ChangeStore.Filter(dock.id(workspace), null, type, kind, null, null);
        Page<ResourceChange> page =
                pages.read(DEFAULT_LIMIT, (after, limit) -> workspace.changes().recent(filter, after, limit));
        if (json.wanted()) {
            workspace.screen().json(page.items().stream().map(ChangeView::of).toList(), page.next());
        } else if (page.items().isEmpty()) {
            workspace
                    .screen()
                    .line(filter.equals(ChangeStore.Filter.ALL) ? "No changes yet." : "No changes like that.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(List<ResourceChange> changes) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.of("WHEN"),
                Column.text("TYPE", 10),
                Column.text("RESOURCE", 10),
                Column.of("KIND"),
                Column.text("FIELD", 8),
                Column.text("BEFORE", 6),
                Column.text("AFTER", 6));
        for (ResourceChange change : changes) {
            ResourceChange.Subject subject = change.subject();
            table.add(
                    Words.relative(change.at(), now),
                    subject.type(),
                    subject.name() == null ? subject.providerId() : subject.name(),
                    new Table.Cell(change.kind(), tone(change.kind())),
                    change.field() == null ? "" : change.field(),
                    value(change.oldValue()),
                    value(change.newValue()));
        }
        workspace.screen().table(table);
    }

    private static String value(@Nullable JsonNode value) {
        return value == null ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private static Tone tone(String kind) {
        return switch (kind) {
            case "created", "returned" -> Tone.GOOD;
            case "deleted" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }
}
