package io.tidegate.cli.state;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Whose;
import io.tidegate.cli.session.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which types of which docks. */
public final class FreshnessOptions implements ListOptions {
    @Mixin
    private final Whose whose = new Whose();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only this resource type.")
    private @Nullable String type;

    @Option(names = "--stale", description = "Only what is older than it may be.")
    private boolean stale;

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = whose.query(workspace);
        query.put("type", type);
        query.put("stale", stale);
        return query;
    }
}
