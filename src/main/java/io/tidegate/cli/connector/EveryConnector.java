package io.tidegate.cli.connector;

import io.tidegate.api.connector.ConnectorRunView;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.api.connector.RunWish;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Begins a run of every connector that can run, and tells of those that cannot why. */
final class EveryConnector {
    private final Workspace workspace;

    EveryConnector(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What was begun; 1 when a connector could not, else 0. */
    int run(boolean json) {
        List<ConnectorRunView> begun = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (ConnectorView one : connectors()) {
            if (one.organizations() > 0) {
                try {
                    begun.add(workspace
                            .link()
                            .send(
                                    "POST",
                                    ConnectorCommands.path(one.code()) + "/run",
                                    new RunWish(null),
                                    ConnectorRunView.class));
                } catch (CommandException e) {
                    left.add(one.code() + " does not run: " + e.getMessage());
                }
            }
        }
        if (json) {
            workspace.screen().json(begun);
        } else {
            workspace
                    .screen()
                    .line("Connectors begun: " + begun.size() + ", organizations: "
                            + begun.stream()
                                    .mapToInt(ConnectorRunView::organizations)
                                    .sum()
                            + "; what comes of them: ./tidegate connector days");
        }
        left.forEach(workspace.screen()::note);
        if (!begun.isEmpty() && workspace.isIdle()) {
            workspace.screen().note("No Tidegate is running to do it: start ./tidegate run.");
        }
        return left.isEmpty() ? 0 : 1;
    }

    private List<ConnectorView> connectors() {
        List<ConnectorView> all = new ArrayList<>();
        String after = null;
        do {
            Page<ConnectorView> page = workspace
                    .link()
                    .page("/connectors", after == null ? Map.of() : Map.of("after", after), ConnectorView.class);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }
}
