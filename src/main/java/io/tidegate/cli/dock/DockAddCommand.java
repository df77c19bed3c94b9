package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.DockStore;
import io.tidegate.egress.Egress;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.vault.Credentials;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Connect a provider account. It is due at once; its id is printed.",
            "The token, or whatever secrets the provider needs, are asked for without echo where no option names them."
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

    @Mixin
    private final SecretOptions secrets = new SecretOptions();

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
        DockOptions.warn(workspace, provider, dock.parameters());
        DockOptions.allowed(Egress.of(workspace.settings()), provider, dock.parameters());
        Authentication authentication = DockOptions.authentication(provider, dock.parameters());
        Credentials credentials = secrets.ofNewDock(workspace, provider, authentication);
        long id = workspace
                .docks()
                .add(dock, owner -> DockAccess.seal(workspace, provider, authentication, owner, credentials), now)
                .orElseThrow(() -> CommandException.failed("There is a dock named '" + dock.name()
                        + "' already; choose another name, or change that one with " + "./tidegate dock set."));
        workspace.screen().line(Long.toString(id));
        if (workspace.screen().look().live() && workspace.jobs().otherProcesses() == 0) {
            workspace.screen().note("It is synced as soon as Tidegate runs: ./tidegate run");
        }
        return 0;
    }
}
