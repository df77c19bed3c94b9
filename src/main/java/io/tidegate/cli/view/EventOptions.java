package io.tidegate.cli.view;

import io.tidegate.api.run.EventView;
import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.OrderOption;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which runs. */
public final class EventOptions {
    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--provider", paramLabel = "NAME", description = "Only docks of this provider.")
    private @Nullable String provider;

    @Option(names = "--status", paramLabel = "WORD", description = "Only started, success, partial or failed ones.")
    private @Nullable String status;

    @Option(
            names = "--sync-type",
            paramLabel = "WORD",
            description = "Only full, incremental or webhook ones: what they listed.")
    private @Nullable String syncType;

    @Option(
            names = "--trigger",
            paramLabel = "WORD",
            description = "Only scheduled, manual, webhook or retry ones: why they began.")
    private @Nullable String trigger;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Mixin
    private final OrderOption order = new OrderOption();

    /**
     * As the API takes them.
     *
     * @throws CommandException when a word is none of those that are allowed
     */
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock.id(workspace));
        query.put("provider", provider);
        query.put("status", Choice.of("--status", status, EventView.STATUSES));
        query.put("sync_type", Choice.of("--sync-type", syncType, EventView.TYPES));
        query.put("trigger", Choice.of("--trigger", trigger, EventView.TRIGGERS));
        span.into(query, workspace.now());
        order.into(query);
        return query;
    }
}
