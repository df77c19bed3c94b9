package io.tidegate.cli.figure;

import io.tidegate.cli.session.DockFilter;
import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Workspace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose figures. */
public final class FigureOptions implements ListOptions {
    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--provider", paramLabel = "NAME", description = "Only docks of this provider.")
    private @Nullable String provider;

    /** As the API takes them. */
    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock.id(workspace));
        query.put("provider", provider);
        return query;
    }
}
