package io.tidegate.cli.state;

import io.tidegate.cli.session.Choice;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import io.tidegate.webhook.WebhookLogStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which deliveries. */
public final class DeliveryOptions implements ListOptions {
    @Mixin
    private final Whose whose = new Whose();

    @Option(
            names = "--status",
            paramLabel = "WORD",
            description = "Only accepted, processed, ignored, duplicate, refused or failed ones.")
    private @Nullable String status;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("status", Choice.of("--status", status, WebhookLogStore.STATUSES));
        span.into(query, workspace.now());
        return query;
    }
}
