package io.tidegate.cli.connector;

import io.tidegate.api.connection.ConnectionView;
import io.tidegate.api.connection.NewConnection;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Column;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.cli.terminal.Table;
import io.tidegate.cli.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connects organizations, and takes them off. */
final class ConnectionCommands {
    private ConnectionCommands() {}

    /** Where a connected organization stands. */
    static String path(String code, String club) {
        if (!club.matches("[A-Za-z0-9_.@-]{1,100}")) {
            throw CommandException.wrongUse("CLUB is the federation's id, see ./tidegate connector show " + code);
        }
        return ConnectorCommands.path(code) + "/organizations/" + club;
    }

    /** Organizations for people. */
    static void show(Workspace workspace, List<ConnectionView> connections) {
        if (connections.isEmpty()) {
            workspace.screen().line("No organization is connected yet.");
            return;
        }
        Table table = new Table(
                Column.text("ORGANIZATION", 8),
                Column.text("CLUB", 8),
                Column.number("DOCK"),
                Column.of("LAST SYNC"),
                Column.of("STATE"),
                Column.text("ERROR", 12));
        connections.forEach(each -> table.add(
                each.organization(),
                each.federationOrgId(),
                each.dock(),
                Words.relative(each.lastSyncAt(), workspace.now()),
                each.dockEnabled() ? each.lastSyncStatus() : "paused",
                Words.or(each.lastSyncError())));
        workspace.screen().table(table);
    }

    @Command(name = "connect", description = "Connect an organization; it becomes a dock of that organization.")
    static final class Connect implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "The connector's code.")
        private String code = "";

        @Parameters(index = "1", paramLabel = "SLUG", description = "The organization's, see ./tidegate org list.")
        private String organization = "";

        @Parameters(index = "2", paramLabel = "CLUB", description = "Which of the federation's organizations it is.")
        private String club = "";

        @Option(names = "--name", paramLabel = "NAME", description = "What its dock is called.")
        private @Nullable String name;

        @Option(names = "--type", paramLabel = "TYPE", description = "Sync only this resource type.")
        private List<String> types = new ArrayList<>();

        @Mixin
        private final JsonOption json = new JsonOption();

        Connect(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            ConnectionView made = workspace
                    .link()
                    .send(
                            "POST",
                            ConnectorCommands.path(code) + "/organizations",
                            new NewConnection(organization, club, name, types.isEmpty() ? null : types),
                            ConnectionView.class);
            if (json.wanted()) {
                workspace.screen().json(made);
            } else {
                workspace
                        .screen()
                        .line("Dock " + made.dock() + " (" + made.dockName() + ") of " + made.organization()
                                + " runs with the connector; now: ./tidegate connector run " + code + " --club "
                                + made.federationOrgId());
            }
            return 0;
        }
    }

    @Command(
            name = "disconnect",
            description = "Take an organization off: its dock is removed; its players and enrolments stay.")
    static final class Disconnect implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "The connector's code.")
        private String code = "";

        @Parameters(index = "1", paramLabel = "CLUB", description = "Which of the federation's organizations it is.")
        private String club = "";

        @ArgGroup(multiplicity = "1")
        private @Nullable Data data;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        /** What becomes of what was listed. */
        static final class Data {
            @Option(names = "--keep-data", description = "Leave the dock's resources and their history.")
            private boolean keep;

            @Option(names = "--erase-data", description = "Erase the dock's resources, their history and its alerts.")
            private boolean erase;

            String word() {
                return erase && !keep ? "erase" : "keep";
            }
        }

        Disconnect(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            Prompt prompt = workspace.screen().prompt();
            if (prompt.isThere() && !yes && !prompt.agrees("Disconnect " + club + " from " + code + "?")) {
                throw CommandException.failed("Nothing was changed.");
            }
            workspace.link().delete(path(code, club), Map.of("data", data == null ? "keep" : data.word()));
            workspace.screen().line(club + " is disconnected.");
            return 0;
        }
    }
}
