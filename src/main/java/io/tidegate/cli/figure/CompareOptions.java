package io.tidegate.cli.figure;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.SpanOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is put side by side. */
public final class CompareOptions implements ListOptions {
    @Option(names = "--docks", description = "Docks instead of providers.")
    private boolean docks;

    @Mixin
    private final Whose whose = new Whose();

    @Mixin
    private final SpanOptions span = new SpanOptions();

    /** As the API takes them. */
    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("by", docks ? "dock" : "provider");
        span.into(query, workspace.now());
        return query;
    }
}
