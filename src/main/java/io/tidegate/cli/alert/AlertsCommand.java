package io.tidegate.cli.alert;

import io.tidegate.api.alert.AlertView;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.OrderOption;
import io.tidegate.cli.session.PageOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import io.tidegate.page.Page;
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

@Command(name = "alerts", description = "What needs attention, newest first.")
final class AlertsCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 50;

    private final Workspace workspace;

    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--include-resolved", description = "Show those too that are over.")
    private boolean resolved;

    @Option(names = "--severity", paramLabel = "WORD", description = "Only warning or critical ones.")
    private @Nullable String severity;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only of this rule, see ./tidegate alert-rule list.")
    private @Nullable String rule;

    @Option(names = "--provider", paramLabel = "PROVIDER", description = "Only about docks of this provider.")
    private @Nullable String provider;

    @Option(names = "--instance", description = "Of all organizations and of the instance, for operators.")
    private boolean instance;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Mixin
    private final OrderOption order = new OrderOption();

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    AlertsCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Map<String, @Nullable Object> filter = new HashMap<>();
        filter.put("dock", dock.id(workspace));
        filter.put("state", resolved ? null : "open");
        filter.put("severity", severity);
        filter.put("rule", rule);
        filter.put("provider", provider);
        span.into(filter, workspace.now());
        order.into(filter);
        String path = instance ? "/instance/alerts" : "/alerts";
        Page<AlertView> page = pages.read(workspace, path, filter, DEFAULT_LIMIT, AlertView.class);
        if (json.wanted()) {
            workspace.screen().json(page.items(), page.next());
        } else if (page.items().isEmpty()) {
            workspace.screen().line(resolved ? "No alerts." : "No open alerts.");
        } else {
            show(page.items());
            PageOptions.more(workspace, page.next());
        }
        return 0;
    }

    private void show(List<AlertView> alerts) {
        Instant now = workspace.now();
        Table table = new Table(
                Column.number("ID"),
                Column.of("SINCE"),
                Column.of("SEVERITY"),
                Column.of("RULE"),
                Column.of("STATE").whenWide(),
                Column.text("LOOKED AFTER BY", 8).whenWide(),
                Column.text("MESSAGE", 16));
        for (AlertView alert : alerts) {
            table.add(
                    alert.id(),
                    Words.relative(alert.raisedAt(), now),
                    severity(alert),
                    alert.rule(),
                    state(alert),
                    Words.or(alert.acknowledgedBy()),
                    alert.message());
        }
        workspace.screen().table(table);
    }

    private static Table.Cell severity(AlertView alert) {
        if (alert.resolvedAt() != null) {
            return new Table.Cell(alert.severity(), Tone.FAINT);
        }
        return new Table.Cell(alert.severity(), alert.severity().equals("critical") ? Tone.BAD : Tone.WARN);
    }

    private static String state(AlertView alert) {
        return Objects.requireNonNullElse(alert.resolution(), alert.state());
    }
}
