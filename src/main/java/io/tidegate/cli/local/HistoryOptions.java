package io.tidegate.cli.local;

import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Workspace;
import io.tidegate.federation.side.SyncHistoryStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which runs over records that are edited on both sides. */
public final class HistoryOptions implements ListOptions {
    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--connector", paramLabel = "CODE", description = "Only of this connector.")
    private @Nullable String connector;

    @Option(names = "--type", paramLabel = "WORD", description = "Only scheduled, manual or webhook ones.")
    private @Nullable String type;

    @Option(names = "--status", paramLabel = "WORD", description = "Only running, success, partial or failed ones.")
    private @Nullable String status;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        span.into(query, workspace.now());
        query.put("connector", connector);
        query.put("type", Choice.of("--type", type, SyncHistoryStore.TYPES));
        query.put("status", Choice.of("--status", status, SyncHistoryStore.STATES));
        query.put("dock", dock.id(workspace));
        return query;
    }
}
