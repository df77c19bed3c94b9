package io.tidegate.cli.dock;

import io.tidegate.cli.session.Workspace;
import io.tidegate.cli.terminal.CommandException;
import io.tidegate.dock.CronSchedule;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockEditStore;
import io.tidegate.egress.Egress;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    @ArgGroup
    private @Nullable ScheduleOptions schedule;

    @Mixin
    private final SecretOptions secrets = new SecretOptions();

    DockSetCommand(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public Integer call() {
        if (name == null && parameters.isEmpty() && schedule == null && !secrets.isGiven()) {
            throw CommandException.wrongUse(
                    "Nothing to change: add --name, --param, --interval, --cron, --secret or an option for the token.");
        }
        Instant now = workspace.now();
        String newName = name == null ? null : DockOptions.name(name);
        Map<String, String> newParameters = DockOptions.parameters(parameters);
        Duration interval = schedule == null ? null : schedule.interval();
        String cron = schedule == null ? null : schedule.cron(now);
        Dock dock = workspace.dock(reference);
        boolean edited = workspace
                .dockEdits()
                .edit(
                        dock.id(),
                        new DockEditStore.Edit(
                                newName,
                                newParameters,
                                null,
                                plan(dock, interval, cron, now),
                                access(dock, newParameters)),
                        now);
        if (!edited) {
            throw CommandException.failed("There is a dock named '" + newName + "' already; choose another name.");
        }
        workspace.screen().line("Dock " + dock.id() + " changed.");
        return 0;
    }

    private DockEditStore.@Nullable Plan plan(
            Dock dock, @Nullable Duration interval, @Nullable String cron, Instant now) {
        if (cron != null) {
            return new DockEditStore.Plan(dock.schedule().interval(), cron, new CronSchedule(cron).next(now));
        } else if (interval == null) {
            return null;
        }
        if (workspace.providers().has(dock.provider())) {
            ScheduleOptions.warn(workspace, workspace.providers().require(dock.provider()), interval);
        }
        Instant soon = now.plus(interval);
        Instant next = dock.schedule().next().isBefore(soon) ? dock.schedule().next() : soon;
        return new DockEditStore.Plan(interval, null, next);
    }

    /** Sealed anew too when a parameter chooses another authentication: limits may be counted by other secrets then. */
    private Dock.@Nullable Access access(Dock dock, Map<String, String> changed) {
        if (!secrets.isGiven() && (changed.isEmpty() || !workspace.providers().has(dock.provider()))) {
            return null;
        }
        Provider provider = workspace.providers().require(dock.provider());
        Map<String, String> all = new HashMap<>(dock.parameters());
        all.putAll(changed);
        Authentication authentication = DockOptions.authentication(provider, all);
        DockOptions.allowed(Egress.of(workspace.settings()), provider, all);
        if (!secrets.isGiven()
                && authentication.equals(provider.access().authentication().chosen(dock.parameters()))) {
            return null;
        }
        Credentials credentials =
                secrets.isNone() ? Credentials.NONE : before(dock).with(secrets.read(provider));
        if (!secrets.isNone()) {
            SecretOptions.require(credentials, provider, authentication, "");
        }
        return DockAccess.seal(workspace, provider, authentication, dock.owner(), credentials);
    }

    /** What it has already; where that cannot be opened any more, all is given anew. */
    private Credentials before(Dock dock) {
        try {
            return DockAccess.open(workspace, dock);
        } catch (VaultException e) {
            if (!secrets.isGiven()) {
                throw e;
            }
            workspace.screen().note("Warning: " + e.getMessage());
            return Credentials.NONE;
        }
    }
}
