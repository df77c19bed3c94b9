package io.tidegate.cli;

import io.tidegate.cli.alert.AlertCommands;
import io.tidegate.cli.backup.BackupCommands;
import io.tidegate.cli.connector.ConnectorCommands;
import io.tidegate.cli.device.DeviceCommands;
import io.tidegate.cli.dock.DockCommands;
import io.tidegate.cli.export.ExportCommands;
import io.tidegate.cli.keys.KeysCommands;
import io.tidegate.cli.local.LocalCommands;
import io.tidegate.cli.organization.MemberCommands;
import io.tidegate.cli.organization.OrganizationCommands;
import io.tidegate.cli.organization.TokenCommands;
import io.tidegate.cli.provider.ProviderCommands;
import io.tidegate.cli.route.RouteCommands;
import io.tidegate.cli.session.LocalOnly;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.cli.view.ViewCommands;
import io.tidegate.config.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line: reads the arguments, runs one command, and says in one line what went wrong. */
@Command(
        name = "./tidegate",
        description = "Keeps what lives behind other people's APIs fresh in PostgreSQL.",
        versionProvider = TidegateCommand.Version.class,
        footer = {"", "Every setting of application.properties is an option too: --tidegate.http.port=8090"})
public final class TidegateCommand {
    private static final String DEBUG_VARIABLE = "TIDEGATE_DEBUG";
    private static final String DEBUG_FLAG = "--debug";

    private final Launcher launcher;
    private final InstantSource clock;
    private final Path home;
    private final Map<String, String> environment;
    private final Screen screen;

    /**
     * Makes the command line.
     *
     * @param home the folder of application.properties
     */
    public TidegateCommand(
            Launcher launcher, InstantSource clock, Path home, Map<String, String> environment, Screen screen) {
        this.launcher = launcher;
        this.clock = clock;
        this.home = home;
        this.environment = environment;
        this.screen = screen;
    }

    /** The command line of this process, at home in the folder that the launcher names. */
    public static TidegateCommand ofProcess(Launcher launcher, InstantSource clock) {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("tidegate.home", "."));
        return new TidegateCommand(launcher, clock, home, environment, Screen.ofProcess(environment));
    }

    /**
     * Runs a command.
     *
     * @return the exit code: 0 good, 1 failed, 2 wrong use, wrong setting or port taken
     */
    public int execute(String... arguments) {
        List<String> command = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        boolean debug = !environment.getOrDefault(DEBUG_VARIABLE, "").isEmpty();
        for (String argument : arguments) {
            if (argument.startsWith("--tidegate.") || argument.startsWith("--camel.")) {
                settings.add(argument);
            } else if (argument.equals(DEBUG_FLAG)) {
                debug = true;
            } else {
                command.add(argument);
            }
        }
        // Commands are quiet; run and demo set the level of the settings before the first logger is made.
        System.setProperty(StartCommand.LOG_LEVEL, debug ? "debug" : "warn");
        try (Workspace workspace = new Workspace(() -> settings(settings), screen, clock)) {
            CommandLine root = new CommandLine(this)
                    .addSubcommand(new StartCommand.Run(workspace, launcher))
                    .addSubcommand(new StartCommand.Demo(workspace, launcher));
            if (!isStart(command)) {
                addAll(root, workspace);
            }
            return configured(root, workspace, new Failure(screen, debug)).execute(command.toArray(String[]::new));
        }
    }

    private Settings settings(List<String> flags) {
        Map<String, String> variables = environment.entrySet().stream()
                .filter(each -> !each.getKey().equals(DEBUG_VARIABLE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Settings.load(home, variables, flags);
    }

    /** Nothing is wrong with it and nobody asks for help: the other hundred commands need not be made. */
    private static boolean isStart(List<String> command) {
        return command.equals(List.of("run")) || command.equals(List.of("demo"));
    }

    private void addAll(CommandLine root, Workspace workspace) {
        root.addSubcommand(new WarmUp(launcher, home))
                .addSubcommand(DockCommands.of(workspace))
                .addSubcommand(ConnectorCommands.of(workspace))
                .addSubcommand(KeysCommands.of(workspace));
        ViewCommands.addTo(root, workspace, ProviderCommands.of(workspace, launcher::tryOut));
        LocalCommands.addTo(root, workspace);
        AlertCommands.addTo(root, workspace);
        RouteCommands.addTo(root, workspace);
        root.addSubcommand(OrganizationCommands.of(workspace))
                .addSubcommand(MemberCommands.of(workspace))
                .addSubcommand(TokenCommands.of(workspace))
                .addSubcommand(DeviceCommands.of(workspace))
                .addSubcommand(ExportCommands.of(workspace))
                .addSubcommand(new CompletionCommand(screen));
        BackupCommands.addTo(root, workspace);
    }

    private static CommandLine configured(CommandLine root, Workspace workspace, Failure failure) {
        Screen screen = workspace.screen();
        root.getCommandSpec().mixinStandardHelpOptions(true);
        helpEverywhere(root);
        ReachOptions.addTo(root.getCommandSpec(), workspace.reach());
        return root.setOut(screen.out())
                .setErr(screen.err())
                .setUsageHelpWidth(Math.max(55, screen.look().width()))
                .setUsageHelpAutoWidth(false)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(screen.look().colours() ? Ansi.ON : Ansi.OFF))
                .setExecutionStrategy(parsed -> run(parsed, workspace))
                .setParameterExceptionHandler(failure)
                .setExecutionExceptionHandler(failure);
    }

    private static void helpEverywhere(CommandLine command) {
        command.getSubcommands().values().forEach(each -> {
            each.getCommandSpec()
                    .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help.")
                            .scopeType(ScopeType.LOCAL)
                            .build());
            helpEverywhere(each);
        });
    }

    /** A group without one of its commands says which there are. */
    private static int run(ParseResult parsed, Workspace workspace) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine last =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        if (!last.getSubcommands().isEmpty()) {
            last.usage(last.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        if (workspace.reach().server() != null && last.getCommandSpec().userObject() instanceof LocalOnly) {
            throw new ParameterException(last, "This works on this machine only: leave out --server");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The version in the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = TidegateCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "tidegate " + (version == null ? "development" : version) + " (Java "
                        + Runtime.version().feature() + ")"
            };
        }
    }
}
