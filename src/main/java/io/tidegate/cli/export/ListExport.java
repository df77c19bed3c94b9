package io.tidegate.cli.export;

import io.tidegate.cli.session.ListOptions;
import io.tidegate.cli.session.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A list as a file, chosen by the options of the command that shows it. */
@Command
final class ListExport implements Callable<Integer> {
    private final Workspace workspace;
    private final String path;

    @Mixin
    private final ListOptions options;

    @Mixin
    private final ExportOptions to = new ExportOptions();

    private ListExport(Workspace workspace, String path, ListOptions options) {
        this.workspace = workspace;
        this.path = path;
        this.options = options;
    }

    /** @param path of the list */
    static CommandLine of(Workspace workspace, String path, String summary, ListOptions options) {
        CommandLine command = new CommandLine(new ListExport(workspace, path, options));
        command.getCommandSpec().usageMessage().description(summary);
        return command;
    }

    @Override
    public Integer call() {
        return to.export(workspace, path + "/export", options.query(workspace));
    }
}
