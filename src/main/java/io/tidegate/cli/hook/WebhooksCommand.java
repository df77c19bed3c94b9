package io.tidegate.cli.hook;

import io.tidegate.api.operation.DeliveryView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.state.DeliveryOptions;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
import io.tidegate.webhook.WebhookLogStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "webhooks", description = "What providers sent by themselves, newest first, and what became of it.")
public final class WebhooksCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final DeliveryOptions options = new DeliveryOptions();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    public WebhooksCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> filter = options.query(workspace);
        Page<DeliveryView> page =
                pages.read(workspace, "/webhooks/recent", filter, WebhookLogStore.DEFAULT_LIMIT, DeliveryView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace
                    .screen()
                    .line(
                            filter.values().stream().allMatch(Objects::isNull)
                                    ? "No deliveries yet. Connect a dock: ./tidegate dock webhook <dock>"
                                    : "No deliveries like that.");
        } else {
            workspace.screen().table(table(page.items(), workspace.now()));
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private static Table table(List<DeliveryView> deliveries, Instant now) {
        Table table = new Table(
                Column.of("RECEIVED"),
                Column.text("DOCK", 8),
                Column.text("EVENT", 8),
                Column.of("STATUS"),
                Column.number("BYTES").whenWide(),
                Column.text("DELIVERY", 8).whenWide(),
                Column.text("REASON", 12));
        for (DeliveryView one : deliveries) {
            String name = one.dockId() == null ? "(" + one.provider() + ")" : "(removed)";
            table.add(
                    Words.relative(one.receivedAt(), now),
                    one.dock() == null ? name : one.dock(),
                    Words.or(one.event()),
                    new Table.Cell(one.status(), tone(one.status())),
                    Words.number(one.bodyBytes()),
                    Words.or(one.deliveryId()),
                    Words.or(one.reason()));
        }
        return table;
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "processed" -> Tone.GOOD;
            case "refused" -> Tone.WARN;
            case "failed" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }
}
