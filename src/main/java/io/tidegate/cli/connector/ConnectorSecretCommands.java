package io.tidegate.cli.connector;

import io.tidegate.api.connector.ConnectorCredentials;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.api.connector.MadeSecret;
import io.tidegate.cli.dock.SecretOptions;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.cli.terminal.Words;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What connectors ask with, and what their webhooks are signed with. */
final class ConnectorSecretCommands {
    private ConnectorSecretCommands() {}

    @Command(
            name = "credentials",
            description = "Give a connector and all its docks other credentials; secrets that are not named stay.")
    static final class Credentials implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Option(names = "--auth", paramLabel = "TYPE", description = "oauth2, api_key or basic, where that changes.")
        private @Nullable String auth;

        @Mixin
        private final SecretOptions secrets = new SecretOptions();

        @Mixin
        private final JsonOption json = new JsonOption();

        Credentials(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            if (!secrets.isGiven()) {
                throw CommandException.wrongUse(
                        "Name the secrets: --token-file, --secret NAME=file:PATH, or --no-token for none at all.");
            }
            ConnectorView connector = workspace.link().get(ConnectorCommands.path(code), ConnectorView.class);
            Map<String, String> given =
                    secrets.isNone() ? Map.of() : secrets.read(workspace.provider(connector.provider()));
            ConnectorView after = workspace
                    .link()
                    .send(
                            "PUT",
                            ConnectorCommands.path(code) + "/credentials",
                            new ConnectorCredentials(auth, given),
                            ConnectorView.class);
            if (json.wanted()) {
                workspace.screen().json(after);
            } else {
                workspace
                        .screen()
                        .line("Connector " + code
                                + (after.hasCredentials()
                                        ? " has new credentials, and so "
                                        : " has no credentials, nor ")
                                + (after.organizations() == 1 ? "has " : "have ")
                                + Words.count(after.organizations(), "dock") + ".");
            }
            return 0;
        }
    }

    @Command(
            name = "secret",
            description = "Make a new secret that webhooks are signed with; it is printed once, alone.")
    static final class Secret implements Callable<Integer> {
        private final Workspace workspace;

        @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
        private String code = "";

        @Mixin
        private final JsonOption json = new JsonOption();

        Secret(Workspace workspace) {
            this.workspace = workspace;
        }

        @Override
        public Integer call() {
            MadeSecret made = workspace
                    .link()
                    .send("PUT", ConnectorCommands.path(code) + "/webhook-secret", null, MadeSecret.class);
            if (json.wanted()) {
                workspace.screen().json(made);
            } else {
                workspace.screen().line(Words.or(made.secret()));
                workspace
                        .screen()
                        .note("Give it to the federation; it is shown this once, and the one before is worth nothing.");
            }
            return 0;
        }
    }
}
