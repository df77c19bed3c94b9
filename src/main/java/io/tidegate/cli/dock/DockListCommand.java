package io.tidegate.cli.dock;

import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "All docks and how they are.")
final class DockListCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Mixin
    private final JsonOption json = new JsonOption();

    DockListCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Docks docks = Docks.read(workspace);
        if (json.wanted()) {
            workspace.screen().json(docks.views(), null);
        } else if (docks.docks().isEmpty()) {
            workspace.screen().line(Docks.NONE);
        } else {
            docks.show(workspace.screen());
        }
        return 0;
    }
}
