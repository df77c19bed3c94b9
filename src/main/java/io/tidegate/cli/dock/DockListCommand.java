package io.tidegate.cli.dock;

import io.tidegate.api.dock.DockView;
import io.tidegate.cli.session.Docks;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import java.util.List;
import java.util.Map;
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
        List<DockView> docks = workspace.link().all("/docks", Map.of(), DockView.class);
        if (json.wanted()) {
            workspace.screen().json(docks, null);
        } else if (docks.isEmpty()) {
            workspace.screen().line(Docks.NONE);
        } else {
            Docks.show(docks, workspace.screen(), workspace.now());
        }
        return 0;
    }
}
