package io.tidegate.cli.session;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of which dock, or of which provider's docks. */
public final class Whose implements ListOptions {
    @Mixin
    private final DockFilter dock = new DockFilter();

    @Option(names = "--provider", paramLabel = "NAME", description = "Only docks of this provider.")
    private @Nullable String provider;

    @Override
    public Map<String, @Nullable Object> query(Workspace workspace) {
        Map<String, @Nullable Object> query = new HashMap<>();
        query.put("dock", dock.id(workspace));
        query.put("provider", provider);
        return query;
    }
}
