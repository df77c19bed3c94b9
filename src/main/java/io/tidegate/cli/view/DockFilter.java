package io.tidegate.cli.view;

import io.tidegate.cli.session.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --dock} on lists of what happened. */
final class DockFilter {
    @Option(names = "--dock", paramLabel = "DOCK", description = "Only this dock's; its id or name.")
    private @Nullable String reference;

    /** The number of the dock; null for all. */
    @Nullable Long id(Workspace workspace) {
        return reference == null ? null : Long.valueOf(workspace.dock(reference).id());
    }
}
