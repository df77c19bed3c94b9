package io.tidegate.cli.connector;

import io.tidegate.api.connector.ConnectorView;
import io.tidegate.api.connector.NewConnector;
import io.tidegate.cli.dock.SecretOptions;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Make a connector of a federation. Organizations are connected to it afterwards.")
final class ConnectorAddCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "CODE", description = "What it is called by; never changed.")
    private String code = "";

    @Option(names = "--provider", required = true, paramLabel = "NAME", description = "See ./tidegate provider list.")
    private String provider = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What people call it; the code when not said.")
    private @Nullable String name;

    @Option(names = "--auth", paramLabel = "TYPE", description = "oauth2, api_key or basic.")
    private @Nullable String auth;

    @Option(names = "--endpoint", paramLabel = "NAME=VALUE", description = "A parameter that all its docks get.")
    private Map<String, String> endpoints = new LinkedHashMap<>();

    @Option(names = "--strategy", paramLabel = "WORD", description = "federation_wins, local_wins or merge.")
    private @Nullable String strategy;

    @Option(names = "--field", paramLabel = "FIELD=WORD", description = "The strategy of one field, or type.field.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--cron", paramLabel = "CRON", description = "When it runs, in UTC; '0 15 2 * * ?' when not said.")
    private @Nullable String cron;

    @Option(names = "--spacing", paramLabel = "SECONDS", description = "Between two organizations; 60 when not said.")
    private @Nullable Long spacing;

    @Option(names = "--disabled", description = "Do not schedule it yet.")
    private boolean disabled;

    @Mixin
    private final SecretOptions secrets = new SecretOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    ConnectorAddCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        boolean given = secrets.isGiven() && !secrets.isNone();
        NewConnector wanted = new NewConnector(
                code,
                name,
                provider,
                auth,
                endpoints.isEmpty() ? null : endpoints,
                given ? secrets.read(workspace.provider(provider)) : null,
                strategy,
                fields.isEmpty() ? null : fields,
                cron,
                spacing,
                disabled ? Boolean.FALSE : null);
        ConnectorView made = workspace.link().send("POST", "/connectors", wanted, ConnectorView.class);
        if (json.wanted()) {
            workspace.screen().json(made);
            return 0;
        }
        workspace
                .screen()
                .line("Connector " + made.code() + " is made; connect an organization: ./tidegate connector connect "
                        + made.code() + " SLUG CLUB");
        if (!made.hasCredentials()) {
            workspace
                    .screen()
                    .note("It has no credentials yet: ./tidegate connector credentials " + made.code()
                            + " --token-file FILE");
        }
        return 0;
    }
}
