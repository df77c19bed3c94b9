package io.tidegate.cli;

import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.config.Settings;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Commands that run Tidegate itself. */
abstract class StartCommand implements Callable<Integer>, LocalOnly {
    /** Read by the logging's own configuration when the first logger is made. */
    static final String LOG_LEVEL = "tidegate.log.level";

    static final String LOG_FORMAT = "tidegate.log.format";

    private final Workspace workspace;
    private final Launcher launcher;
    private final boolean demo;

    StartCommand(Workspace workspace, Launcher launcher, boolean demo) {
        this.workspace = workspace;
        this.launcher = launcher;
        this.demo = demo;
    }

    @Override
    public Integer call() throws Exception {
        Settings.Log log = workspace.settings().log();
        System.setProperty(LOG_LEVEL, log.level().name().toLowerCase(Locale.ROOT));
        System.setProperty(LOG_FORMAT, log.json() ? "json" : "text");
        return launcher.launch(workspace.settings(), demo);
    }

    @Command(name = "run", description = "Run Tidegate: sync docks, serve the dashboard.")
    static final class Run extends StartCommand {
        Run(Workspace workspace, Launcher launcher) {
            super(workspace, launcher, false);
        }
    }

    @Command(name = "demo", description = "Run Tidegate beside a simulated provider with two accounts.")
    static final class Demo extends StartCommand {
        Demo(Workspace workspace, Launcher launcher) {
            super(workspace, launcher, true);
        }
    }
}
