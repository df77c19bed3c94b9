package io.tidegate.cli.state;

import io.tidegate.api.run.ErrorView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Words;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The group {@code error}. */
@Command(name = "error", description = "An error: dismiss.")
public final class ErrorCommands {
    private ErrorCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new ErrorCommands()).addSubcommand(new Dismiss(workspace));
    }

    @Command(name = "dismiss", description = "Put an error away; when it comes again it is a new one.")
    private static final class Dismiss implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "ID", description = "Its number, see ./tidegate errors.")
        private long id;

        @Mixin
        private final JsonOption json = new JsonOption();

        Dismiss(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            ErrorView error = workspace.link().send("POST", "/errors/" + id + "/dismiss", null, ErrorView.class);
            if (json.wanted()) {
                workspace.screen().json(error);
            } else {
                workspace
                        .screen()
                        .line("Error " + error.id() + ": over since "
                                + Words.relative(error.resolvedAt(), workspace.now()) + " (" + error.resolution()
                                + ").");
            }
            return 0;
        }
    }
}
