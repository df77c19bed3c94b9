package io.tidegate.cli.state;

import io.tidegate.api.error.DismissedErrors;
import io.tidegate.api.error.RetriedErrors;
import io.tidegate.api.run.ErrorView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The group {@code error}. */
@Command(name = "error", description = "Errors: retry, dismiss.")
public final class ErrorCommands {
    private ErrorCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new ErrorCommands())
                .addSubcommand(new Retry(workspace))
                .addSubcommand(new Dismiss(workspace));
    }

    @Command(name = "retry", description = "Try open errors again now: queue their docks.")
    private static final class Retry implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final WhichErrors which = new WhichErrors();

        @Mixin
        private final JsonOption json = new JsonOption();

        Retry(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            RetriedErrors done =
                    workspace.link().send("POST", "/errors/retry", said(which.body(workspace)), RetriedErrors.class);
            if (json.wanted()) {
                workspace.screen().json(done);
                return 0;
            }
            workspace
                    .screen()
                    .line(Words.count(done.docks(), "dock") + " queued for " + Words.count(done.errors(), "error")
                            + ".");
            if (!done.stopped().isEmpty()) {
                workspace
                        .screen()
                        .line("Stopped, not queued: " + String.join(", ", done.stopped())
                                + ". First let them go on: ./tidegate dock resume DOCK");
            }
            more(done.more());
            return 0;
        }

        private void more(boolean more) {
            if (more) {
                workspace.screen().line("There may be more: run it again.");
            }
        }
    }

    @Command(name = "dismiss", description = "Put an error away, or all of some kind; what comes again is a new one.")
    private static final class Dismiss implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Its number, see ./tidegate errors.")
        private @Nullable Long id;

        @Mixin
        private final WhichErrors which = new WhichErrors();

        @Mixin
        private final JsonOption json = new JsonOption();

        Dismiss(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Map<String, @Nullable Object> body = which.body(workspace);
            if (id == null) {
                all(said(body));
            } else if (body.isEmpty()) {
                one(id);
            } else {
                throw CommandException.wrongUse("Name an error by its number, or some by options; not both.");
            }
            return 0;
        }

        private void one(long number) {
            ErrorView error = workspace.link().send("POST", "/errors/" + number + "/dismiss", null, ErrorView.class);
            if (json.wanted()) {
                workspace.screen().json(error);
            } else {
                workspace
                        .screen()
                        .line("Error " + error.id() + ": over since "
                                + Words.relative(error.resolvedAt(), workspace.now()) + " (" + error.resolution()
                                + ").");
            }
        }

        private void all(Map<String, @Nullable Object> body) {
            DismissedErrors done = workspace.link().send("POST", "/errors/dismiss", body, DismissedErrors.class);
            if (json.wanted()) {
                workspace.screen().json(done);
            } else {
                workspace
                        .screen()
                        .line(Words.count(done.errors(), "error") + " put away."
                                + (done.more() ? " There may be more: run it again." : ""));
            }
        }
    }

    private static Map<String, @Nullable Object> said(Map<String, Object> body) {
        if (body.isEmpty()) {
            throw CommandException.wrongUse("Say which: --group, --dock, --provider, --type or --error-type.");
        }
        return body;
    }
}
