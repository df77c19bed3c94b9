package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Connect a provider account. It is due at once; its id is printed.",
            "Without an option for the token, it is asked for without echo."
        })
final class DockAddCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "PROVIDER", description = "See ./tidegate provider list.")
    private String providerName = "";

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "What you call it.")
    private String name = "";

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter of the provider's declaration.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Sync only this resource type; all when none is named.")
    private List<String> types = new ArrayList<>();

    @ArgGroup
    private @Nullable ScheduleOptions schedule;

    @ArgGroup
    private @Nullable TokenOptions token;

    DockAddCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        Provider provider = workspace.providers().require(providerName);
        Instant now = workspace.now();
        ScheduleOptions when = schedule == null ? new ScheduleOptions() : schedule;
        Duration wanted = when.interval();
        Duration interval = wanted == null ? ScheduleOptions.SHORTEST : wanted;
        DockStore.NewDock dock = new DockStore.NewDock(
                DockOptions.name(name),
                provider.name(),
                DockOptions.parameters(parameters),
                DockOptions.types(provider, types),
                interval,
                when.cron(now));
        if (dock.cron() == null) {
            ScheduleOptions.warn(workspace, provider, interval);
        }
        String secret = secret(provider);
        long id = workspace
                .docks()
                .add(dock, owner -> Credentials.access(workspace, provider, owner, secret), now)
                .orElseThrow(() -> CommandException.failed("There is a dock named '" + dock.name()
                        + "' already; choose another name, or change that one with " + "./tidegate dock set."));
        workspace.screen().line(Long.toString(id));
        if (workspace.screen().look().live() && workspace.jobs().otherProcesses() == 0) {
            workspace.screen().note("It is synced as soon as Tidegate runs: ./tidegate run");
        }
        return 0;
    }

    private @Nullable String secret(Provider provider) {
        TokenOptions options = token;
        boolean needed = !provider.access().authentication().equals("none");
        if (options == null) {
            return needed ? TokenOptions.ask(workspace, provider.access().title()) : null;
        } else if (options.isNone()) {
            if (needed) {
                workspace
                        .screen()
                        .note("Warning: " + provider.access().title()
                                + " expects a token and will probably refuse this dock.");
            }
            return null;
        }
        return options.read();
    }
}
