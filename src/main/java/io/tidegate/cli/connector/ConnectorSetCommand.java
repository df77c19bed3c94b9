package io.tidegate.cli.connector;

import io.tidegate.api.connector.ConnectorEdit;
import io.tidegate.api.connector.ConnectorView;
import io.tidegate.cli.link.ApiLink;
import io.tidegate.cli.session.JsonOption;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Change a connector, and all its docks with it; what is not named stays.")
final class ConnectorSetCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "CODE", description = "Its code.")
    private String code = "";

    @Option(names = "--name", paramLabel = "NAME", description = "A new name.")
    private @Nullable String name;

    @Option(names = "--status", paramLabel = "WORD", description = "active or inactive.")
    private @Nullable String status;

    @Option(names = "--enabled", arity = "1", paramLabel = "true|false", description = "Whether it is scheduled.")
    private @Nullable Boolean enabled;

    @Option(
            names = "--endpoint",
            paramLabel = "NAME=VALUE",
            description = "A parameter's new value; empty takes it away.")
    private Map<String, String> endpoints = new LinkedHashMap<>();

    @Option(names = "--strategy", paramLabel = "WORD", description = "federation_wins, local_wins or merge.")
    private @Nullable String strategy;

    @Option(
            names = "--field",
            paramLabel = "FIELD=WORD",
            description = "The strategy of one field, or type.field; empty takes it away.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--cron", paramLabel = "CRON", description = "When it runs, in UTC.")
    private @Nullable String cron;

    @Option(names = "--spacing", paramLabel = "SECONDS", description = "Between two organizations.")
    private @Nullable Long spacing;

    @Mixin
    private final JsonOption json = new JsonOption();

    ConnectorSetCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        boolean plan = status != null || enabled != null || cron != null || spacing != null;
        if (name == null && strategy == null && !plan && endpoints.isEmpty() && fields.isEmpty()) {
            throw CommandException.wrongUse("Nothing to change: see ./tidegate connector set --help.");
        }
        ApiLink.Tagged<ConnectorView> before =
                workspace.link().tagged(ConnectorCommands.path(code), ConnectorView.class);
        ConnectorEdit edit =
                new ConnectorEdit(name, status, enabled, emptied(endpoints), strategy, emptied(fields), cron, spacing);
        ConnectorView after = workspace
                .link()
                .change("PATCH", ConnectorCommands.path(code), edit, before.tag(), ConnectorView.class)
                .value();
        if (json.wanted()) {
            workspace.screen().json(after);
        } else {
            workspace
                    .screen()
                    .line("Connector " + code + " is changed: "
                            + ConnectorCommands.state(after).text() + ", " + after.conflictStrategy() + ", "
                            + after.cron() + ".");
        }
        return 0;
    }

    private static @Nullable Map<String, @Nullable String> emptied(Map<String, String> given) {
        if (given.isEmpty()) {
            return null;
        }
        Map<String, @Nullable String> all = new LinkedHashMap<>();
        given.forEach((name, value) -> all.put(name, value.isEmpty() ? null : value));
        return all;
    }
}
