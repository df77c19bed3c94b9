package io.tidegate.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --dock} on lists of what happened. */
public final class DockFilter {
    @Option(names = "--dock", paramLabel = "DOCK", description = "Only this dock's; its id or name.")
    private @Nullable String reference;

    /** The number of the dock; null for all. */
    public @Nullable Long id(Workspace workspace) {
        return reference == null ? null : Long.valueOf(workspace.dock(reference).id());
    }
}
