package io.tidegate.cli.state;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.OrderOption;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which errors. */
public final class ErrorOptions implements ListOptions {
    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of this resource type.")
    private @Nullable String type;

    @Option(names = "--error-type", paramLabel = "KIND", description = "Only errors of this kind, such as HTTP_500.")
    private @Nullable String errorType;

    @Option(names = "--group", paramLabel = "KEY", description = "Only of this cause; its key in errors --groups.")
    private @Nullable String group;

    @Option(names = "--include-resolved", description = "Show those too that are over.")
    private boolean resolved;

    @Mixin
    private final SpanOptions span = new SpanOptions();

    @Mixin
    private final OrderOption order = new OrderOption();

    /** Whether those are wanted too that are over. */
    public boolean resolved() {
        return resolved;
    }

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("type", type);
        query.put("error_type", errorType);
        query.put("group", group);
        query.put("include_resolved", resolved);
        span.into(query, workspace.now());
        order.into(query);
        return query;
    }
}
