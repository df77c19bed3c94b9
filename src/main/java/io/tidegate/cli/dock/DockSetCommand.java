package io.tidegate.cli.dock;

import io.tidegate.api.dock.ChangedDock;
import io.tidegate.api.dock.DockEdit;
import io.tidegate.api.dock.DockView;
import io.tidegate.api.dock.NewCredentials;
import io.tidegate.cli.link.ApiLink;
import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
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
        name = "set",
        description = {
            "Change a dock. With a new token or other secret it goes on at once, whatever had stopped it;",
            "secrets that are not named stay.",
            "With --interval it no longer goes by cron."
        })
final class DockSetCommand implements Callable<Integer> {
    private final Workspace workspace;

    @Parameters(index = "0", paramLabel = "DOCK", description = "Its id or name.")
    private String reference = "";

    @Option(names = "--name", paramLabel = "NAME", description = "A new name.")
    private @Nullable String name;

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "A parameter's new value.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "From now on sync only this resource type.")
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

    DockSetCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        boolean edits = name != null || schedule != null || slowest != null || !types.isEmpty();
        if (!edits && parameters.isEmpty() && !secrets.isGiven()) {
            throw CommandException.wrongUse(
                    "Nothing to change: add --name, --param, --type, --interval, --max-interval,"
                            + " --cron, --secret or an option for the token.");
        }
        Map<String, String> changed = DockOptions.parameters(parameters);
        DockEdit edit = edit(secrets.isGiven() ? Map.of() : changed);
        String path = "/docks/" + workspace.dock(reference).id();
        ApiLink link = workspace.link();
        ApiLink.Tagged<DockView> read = link.tagged(path, DockView.class);
        NewCredentials credentials = secrets.isGiven() ? credentials(read.value(), changed) : null;
        String tag = read.tag();
        if (edits || credentials == null) {
            ApiLink.Tagged<ChangedDock> edited = link.change("PATCH", path, edit, tag, ChangedDock.class);
            DockOptions.warn(workspace.screen(), edited.value());
            tag = edited.tag();
        }
        if (credentials != null) {
            DockOptions.warn(
                    workspace.screen(),
                    link.change("PUT", path + "/credentials", credentials, tag, ChangedDock.class)
                            .value());
        }
        workspace.screen().line("Dock " + read.value().id() + " changed.");
        return 0;
    }

    private DockEdit edit(Map<String, String> changed) {
        return new DockEdit(
                name == null ? null : DockOptions.name(name),
                new LinkedHashMap<>(changed),
                types.isEmpty() ? null : types,
                schedule == null ? null : schedule.interval(),
                ScheduleOptions.slowest(slowest),
                schedule == null ? null : schedule.cron(workspace.now()),
                null);
    }

    private NewCredentials credentials(DockView dock, Map<String, String> changed) {
        Map<String, String> given = secrets.isNone() ? Map.of() : secrets.read(workspace.provider(dock.provider()));
        return new NewCredentials(given, new LinkedHashMap<>(changed), !unchecked);
    }
}
