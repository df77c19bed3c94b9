package io.tidegate.cli.view;

import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "url", description = "Print the database's URL for psql and its like: one line, with the password.")
final class DbUrlCommand implements Callable<Integer>, LocalOnly {
    private final Workspace workspace;

    DbUrlCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        workspace.screen().line(workspace.database().url());
        boolean own = workspace.settings().db().url() == null;
        if (own && workspace.jobs().otherProcesses() == 0) {
            workspace.screen().note("Tidegate's own database answers there while Tidegate runs: ./tidegate run");
        }
        return 0;
    }
}
