package io.tidegate.cli.connector;

import io.tidegate.api.connection.ConnectionView;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Tone;
import io.tidegate.cli.terminal.Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The group {@code connector}. */
@Command(
        name = "connector",
        description = {
            "Federations that organizations connect to, for operators: list, show, add, set, remove, credentials, secret,",
            "connect, disconnect, upload, run, runs, resume."
        })
public final class ConnectorCommands {
    private ConnectorCommands() {}

    /** The group with its commands. */
    public static CommandLine of(Workspace workspace) {
        return new CommandLine(new ConnectorCommands())
                .addSubcommand(new Listing(workspace))
                .addSubcommand(new Show(workspace))
                .addSubcommand(new ConnectorAddCommand(workspace))
                .addSubcommand(new ConnectorSetCommand(workspace))
                .addSubcommand(new Remove(workspace))
                .addSubcommand(new ConnectorSecretCommands.Credentials(workspace))
                .addSubcommand(new ConnectorSecretCommands.Secret(workspace))
                .addSubcommand(new ConnectionCommands.Connect(workspace))
                .addSubcommand(new ConnectionCommands.Disconnect(workspace))
                .addSubcommand(new UploadCommand(workspace))
                .addSubcommand(new ConnectorRunCommands.Run(workspace))
                .addSubcommand(new ConnectorRunCommands.Runs(workspace))
                .addSubcommand(new ConnectorDaysCommand(workspace))
                .addSubcommand(new Resume(workspace));
    }

    /** Where a connector stands. */
    static String path(String code) {
        if (!code.matches("[A-Za-z0-9_.@-]{1,100}")) {
            throw CommandException.wrongUse(
                    "'" + Words.plain(code) + "' is no connector's code; see ./tidegate" + " connector list.");
        }
        return "/connectors/" + code;
    }

    /** When it runs next. */
    static String next(ConnectorView connector, Instant now) {
        Instant next = connector.nextRunAt();
        return next == null ? Words.NONE : Words.ahead(next, now);
    }

    /** How it is, in a word or two. */
    static Table.Cell state(ConnectorView connector) {
        if (connector.status().equals("error")) {
            return new Table.Cell("error", Tone.BAD);
        }
        return connector.status().equals("active") && !connector.enabled()
                ? new Table.Cell("not scheduled", Tone.WARN)
                : new Table.Cell(connector.status(), Tone.PLAIN);
    }

    @Command(name = "list", description = "All connectors and how they are.")
    private static final class Listing implements Callable<Integer> {
        private final Workspace workspace;

        @Mixin
        private final JsonOption json = new JsonOption();

        Listing(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            List<ConnectorView> all = workspace.link().all("/connectors", Map.of(), ConnectorView.class);
            if (json.wanted()) {
                workspace.screen().json(all, null);
                return 0;
            } else if (all.isEmpty()) {
                workspace
                        .screen()
                        .line("No connectors yet. Make one: ./tidegate connector add gaa --provider foireann");
                return 0;
            }
            Instant now = workspace.now();
            Table table = new Table(
                    Column.text("CODE", 8),
                    Column.text("NAME", 8),
                    Column.text("PROVIDER", 8),
                    Column.of("STATE"),
                    Column.number("ORGANIZATIONS"),
                    Column.of("LAST SUCCESS"),
                    Column.of("NEXT").whenWide());
            all.forEach(each -> table.add(
                    each.code(),
                    each.name(),
                    each.provider(),
                    state(each),
                    each.organizations(),
                    Words.relative(each.lastSuccessAt(), now),
                    next(each, now)));
            workspace.screen().table(table);
            return 0;
        }
    }

    @Command(name = "show", description = "A connector and the organizations connected to it.")
    private static final class Show implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Mixin
        private final JsonOption json = new JsonOption();

        Show(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            ConnectorView connector = workspace.link().get(path(code), ConnectorView.class);
            if (json.wanted()) {
                workspace.screen().json(connector);
                return 0;
            }
            Instant now = workspace.now();
            Map<String, @Nullable String> facts = new LinkedHashMap<>();
            facts.put("Connector", connector.code() + "  " + connector.name());
            facts.put(
                    "Provider",
                    connector.provider() + ", " + connector.authType()
                            + (connector.hasCredentials() ? "" : ", no credentials yet"));
            facts.put("State", state(connector).text());
            facts.put(
                    "Failures",
                    connector.consecutiveFailures() == 0 ? null : connector.consecutiveFailures() + " in a row");
            facts.put(
                    "Last error",
                    connector.lastError() == null
                            ? null
                            : Words.relative(connector.lastErrorAt(), now) + ": " + connector.lastError());
            facts.put("Last success", Words.relative(connector.lastSuccessAt(), now));
            facts.put(
                    "Next run",
                    next(connector, now) + "  (" + connector.cron() + ", UTC, " + connector.spacingSeconds()
                            + " s apart)");
            facts.put(
                    "Conflicts",
                    connector.conflictStrategy()
                            + (connector.fieldStrategies().isEmpty() ? "" : ", but " + connector.fieldStrategies()));
            facts.put(
                    "Endpoints",
                    connector.endpoints().isEmpty()
                            ? null
                            : connector.endpoints().toString());
            facts.put("Webhooks", connector.hasWebhookSecret() ? "signed" : "no secret yet");
            workspace.screen().facts(facts);
            ConnectionCommands.show(
                    workspace, workspace.link().all(path(code) + "/organizations", Map.of(), ConnectionView.class));
            return 0;
        }
    }

    @Command(name = "remove", description = "Remove a connector that nobody is connected to.")
    private static final class Remove implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        Remove(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Prompt prompt = workspace.screen().prompt();
            if (prompt.isThere() && !yes && !prompt.agrees("Remove connector " + code + " and its secrets?")) {
                throw CommandException.failed("Nothing was removed.");
            }
            workspace.link().delete(path(code), Map.of());
            workspace.screen().line("Connector " + code + " removed.");
            return 0;
        }
    }

    @Command(name = "resume", description = "Let a connector go on that stopped after five failures in a row.")
    private static final class Resume implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Mixin
        private final JsonOption json = new JsonOption();

        Resume(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            ConnectorView after = workspace.link().send("POST", path(code) + "/resume", null, ConnectorView.class);
            if (json.wanted()) {
                workspace.screen().json(after);
            } else {
                workspace
                        .screen()
                        .line("Connector " + code + " goes on; next run " + next(after, workspace.now()) + ".");
            }
            return 0;
        }
    }
}
