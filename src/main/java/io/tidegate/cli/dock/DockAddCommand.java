package io.tidegate.cli.dock;

import io.tidegate.api.dock.ChangedDock;
import io.tidegate.api.dock.NewDock;
import io.tidegate.api.provider.ProviderView;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.Screen;
import io.tidegate.vault.Credentials;
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
            "The token, or whatever secrets the provider needs, are asked for without echo where no option names them,",
            "and the provider is asked whether it takes them before anything is stored."
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

    @Option(
            names = "--max-interval",
            paramLabel = "SECONDS",
            description = "While nothing changes, sync less and less often, down to this: 15m, 6h; off.")
    private @Nullable String slowest;

    @Mixin
    private final SecretOptions secrets = new SecretOptions();

    @Option(names = "--no-validate", description = "Do not ask the provider first whether it takes the secrets.")
    private boolean unchecked;

    DockAddCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        ProviderView provider = workspace.provider(providerName);
        Instant now = workspace.now();
        ScheduleOptions when = schedule == null ? new ScheduleOptions() : schedule;
        Long interval = when.interval();
        Long upTo = ScheduleOptions.slowest(slowest);
        Map<String, String> given = DockOptions.parameters(parameters);
        String called = DockOptions.name(name);
        String cron = when.cron(now);
        Credentials credentials = secrets.ofNewDock(workspace, provider, DockOptions.way(provider, given));
        boolean asks = !unchecked && !secrets.isNone();
        Screen screen = workspace.screen();
        if (asks && !credentials.secrets().isEmpty()) {
            screen.progress("Asking " + provider.title() + " whether it takes the credentials");
        }
        ChangedDock made = workspace
                .link()
                .send(
                        "POST",
                        "/docks",
                        new NewDock(
                                called,
                                provider.name(),
                                given,
                                types,
                                interval,
                                upTo,
                                cron,
                                null,
                                credentials.secrets(),
                                asks),
                        ChangedDock.class);
        DockOptions.warn(screen, made);
        screen.line(Long.toString(made.dock().id()));
        if (screen.look().live() && workspace.isIdle()) {
            screen.note("It is synced as soon as Tidegate runs: ./tidegate run");
        }
        return 0;
    }
}
