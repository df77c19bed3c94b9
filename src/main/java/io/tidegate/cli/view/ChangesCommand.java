package io.tidegate.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.api.record.ChangeView;
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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "changes", description = "What changed at the providers, field by field, newest first.")
final class ChangesCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 20;

    private final Workspace workspace;

    @Mixin
    private final ChangeOptions options = new ChangeOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ChangesCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> filter = options.query(workspace);
        Page<ChangeView> page = pages.read(workspace, "/changes", filter, DEFAULT_LIMIT, ChangeView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace
                    .screen()
                    .line(
                            filter.values().stream().allMatch(Objects::isNull)
                                    ? "No changes yet."
                                    : "No changes like that.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(List<ChangeView> changes) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.of("WHEN"),
                Column.text("TYPE", 10),
                Column.text("RESOURCE", 10),
                Column.of("KIND"),
                Column.text("FIELD", 8),
                Column.text("BEFORE", 6),
                Column.text("AFTER", 6));
        for (ChangeView change : changes) {
            table.add(
                    Words.relative(change.at(), now),
                    change.resourceType(),
                    change.name() == null ? change.providerResourceId() : change.name(),
                    new Table.Cell(change.kind(), tone(change.kind())),
                    change.field() == null ? "" : change.field(),
                    value(change.oldValue()),
                    value(change.newValue()));
        }
        workspace.screen().table(table);
    }

    private static String value(@Nullable JsonNode value) {
        return value == null || value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    private static Tone tone(String kind) {
        return switch (kind) {
            case "created", "returned" -> Tone.GOOD;
            case "deleted" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }
}
