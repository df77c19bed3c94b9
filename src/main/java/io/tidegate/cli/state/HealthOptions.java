package io.tidegate.cli.state;

import io.tidegate.api.status.HealthView;
import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which docks. */
public final class HealthOptions implements ListOptions {
    @Mixin
    private final Whose whose = new Whose();

    @Option(
            names = "--status",
            paramLabel = "WORD",
            description = "Only healthy, degraded, unhealthy, pending or paused ones.")
    private @Nullable String status;

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("status", Choice.of("--status", status, HealthView.STATUSES));
        return query;
    }
}
