package io.tidegate.api.dock;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.Stores;
import io.tidegate.dock.CronSchedule;
import io.tidegate.dock.DefaultsStore;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockDefaults;
import io.tidegate.dock.DockDifference;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds docks and changes them. */
public final class DockWrites {
    private final DockParts parts;
    private final DockSecrets secrets;
    private final CredentialTrial trial;

    public DockWrites(DockParts parts) {
        this.parts = parts;
        this.secrets = new DockSecrets(parts);
        this.trial = new CredentialTrial(parts, secrets);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.create("/docks", Permission.DOCKS_WRITE, "dock.create")
                        .body(NewDock.class)
                        .answers(ChangedDock.class)
                        .by("Connect a provider account; it is synced at once", this::create),
                Operation.patch("/docks/{dock}", Permission.DOCKS_WRITE, "dock.update")
                        .body(DockEdit.class)
                        .answers(ChangedDock.class)
                        .by("Change a dock", this::edit),
                Operation.put("/docks/{dock}/credentials", Permission.DOCKS_WRITE, "dock.credentials")
                        .body(NewCredentials.class)
                        .answers(ChangedDock.class)
                        .by("Give a dock other credentials; it goes on at once", this::rotate));
    }

    private ApiResponse create(Call call) {
        NewDock wanted = call.body(NewDock.class);
        Provider provider = DockRules.provider(parts.providers(), wanted.provider());
        String name = DockRules.name(wanted.name());
        Map<String, String> parameters = DockRules.parameters(wanted.parameters());
        List<String> types = DockRules.types(provider, wanted.resourceTypes());
        String cron = DockRules.cron(wanted.cron(), call.now());
        Long seconds = wanted.intervalSeconds();
        Duration said = seconds == null ? null : DockRules.interval(seconds);
        Authentication authentication = DockRules.authentication(provider, parameters);
        call.onTheWay(null, () -> {
            parts.checkHost(provider, parameters);
            return provider;
        });
        Credentials credentials = DockSecrets.read(provider, wanted.secrets());
        List<String> warnings = new ArrayList<>();
        boolean validate = !Boolean.FALSE.equals(wanted.validate());
        if (validate || !credentials.secrets().isEmpty()) {
            DockSecrets.require(credentials, provider, authentication);
        } else if (!authentication.secrets().isEmpty()) {
            warnings.add(provider.access().title() + " expects " + String.join(", ", authentication.secrets())
                    + " and will probably refuse this dock.");
        }
        if (validate) {
            add(warnings, call.onTheWay(null, () -> trial.ask(provider, parameters, authentication, credentials)));
        }
        return call.act(null, stores -> {
            DockDefaults defaults = new DefaultsStore(stores.scoped().jdbi(), stores.json()).find();
            Duration interval = said == null ? Duration.ofSeconds(defaults.intervalSeconds()) : said;
            Duration slowest = DockRules.slowest(wanted.maxIntervalSeconds(), interval, cron);
            long id = stores.docks()
                    .add(
                            new DockStore.NewDock(name, provider.name(), parameters, types, interval, slowest, cron),
                            owner -> secrets.seal(provider, authentication, owner, credentials),
                            call.now())
                    .orElseThrow(() -> taken(name));
            if (!(wanted.enabled() == null ? defaults.enabled() : wanted.enabled())) {
                stores.docks().pause(id, call.now());
            }
            stores.deed().target("docks/" + id);
            stores.deed().detail("provider", provider.name());
            stores.deed()
                    .detail("secrets", String.join(" ", credentials.secrets().keySet()));
            warnings.addAll(DockRules.warnings(provider, parameters.keySet(), cron == null ? interval : null));
            return ApiResponse.created("/docks/" + id, changed(call, stores, id, warnings));
        });
    }

    private ApiResponse edit(Call call) {
        DockEdit wanted = call.body(DockEdit.class);
        String name = wanted.name() == null ? null : DockRules.name(wanted.name());
        Map<String, @Nullable String> parameters = DockRules.parameters(wanted.parameters());
        long id = call.id("dock");
        return call.act("docks/" + id, stores -> {
            Dock dock = DockReads.find(stores, id);
            call.require(DockReads.lockedVersion(stores, id));
            if (!parameters.isEmpty() || changesPlan(wanted)) {
                DockReads.ownOnly(dock);
            }
            Provider provider = parts.providers().find(dock.provider());
            DockEditStore.Types types = wanted.resourceTypes() == null
                    ? null
                    : new DockEditStore.Types(DockRules.types(loaded(provider, dock), wanted.resourceTypes()));
            DockEditStore.Plan plan = plan(call, dock, wanted);
            DockEditStore.Slowing slowing = slowing(dock, plan, wanted.maxIntervalSeconds());
            Dock.Access access = provider == null || parameters.isEmpty() ? null : access(provider, dock, parameters);
            if (!stores.dockEdits()
                    .edit(id, new DockEditStore.Edit(name, parameters, types, plan, slowing, access), call.now())) {
                throw taken(String.valueOf(name));
            }
            if (Boolean.TRUE.equals(wanted.enabled()) && !dock.schedule().enabled()) {
                stores.docks().resume(id, call.now());
            } else if (Boolean.FALSE.equals(wanted.enabled())) {
                stores.docks().pause(id, call.now());
            }
            List<String> warnings = provider == null
                    ? List.of()
                    : DockRules.warnings(
                            provider,
                            parameters.keySet(),
                            plan == null || plan.cron() != null ? null : plan.interval());
            DockDifference.of(dock, DockReads.find(stores, id))
                    .forEach((what, how) -> stores.deed().detail(what, how));
            return ApiResponse.ok(changed(call, stores, id, warnings)).at(DockReads.version(stores, id));
        });
    }

    private static boolean changesPlan(DockEdit wanted) {
        return wanted.resourceTypes() != null
                || wanted.intervalSeconds() != null
                || wanted.maxIntervalSeconds() != null
                || wanted.cron() != null;
    }

    private ApiResponse rotate(Call call) {
        NewCredentials wanted = call.body(NewCredentials.class);
        if (wanted.secrets() == null) {
            throw Problem.invalid("/secrets", "is missing; an empty object takes all away");
        }
        long id = call.id("dock");
        Dock dock = call.look(stores -> DockReads.find(stores, id));
        DockReads.ownOnly(dock);
        Provider provider = loaded(parts.providers().find(dock.provider()), dock);
        Map<String, @Nullable String> changes = DockRules.parameters(wanted.parameters());
        Map<String, String> parameters = merged(dock, changes);
        Authentication authentication = DockRules.authentication(provider, parameters);
        parts.checkHost(provider, parameters);
        Credentials given = DockSecrets.read(provider, wanted.secrets());
        List<String> warnings = new ArrayList<>(DockRules.warnings(provider, changes.keySet(), null));
        boolean adds = !given.secrets().isEmpty() && parts.sameHost(provider, dock.parameters(), parameters);
        Credentials all = adds ? before(dock, warnings).with(given.secrets()) : given;
        if (!all.secrets().isEmpty()) {
            DockSecrets.require(all, provider, authentication);
            if (!Boolean.FALSE.equals(wanted.validate())) {
                add(warnings, call.onTheWay("docks/" + id, () -> trial.ask(provider, parameters, authentication, all)));
            }
        }
        return call.act("docks/" + id, stores -> {
            Dock now = DockReads.find(stores, id);
            call.require(DockReads.lockedVersion(stores, id));
            Dock.Access access = secrets.seal(provider, authentication, now.owner(), all);
            stores.dockEdits().edit(id, new DockEditStore.Edit(null, changes, null, null, null, access), call.now());
            stores.deed().detail("secrets", String.join(" ", given.secrets().keySet()));
            return ApiResponse.ok(changed(call, stores, id, warnings)).at(DockReads.version(stores, id));
        });
    }

    /** What it has already; where that cannot be opened any more, all is given anew. */
    private Credentials before(Dock dock, List<String> warnings) {
        try {
            return secrets.open(dock);
        } catch (VaultException e) {
            warnings.add("What the dock had cannot be opened any more, so it has only these now: " + e.getMessage());
            return Credentials.NONE;
        }
    }

    private static DockEditStore.@Nullable Plan plan(Call call, Dock dock, DockEdit wanted) {
        Instant now = call.now();
        String cron = DockRules.cron(wanted.cron(), now);
        if (cron != null) {
            return new DockEditStore.Plan(dock.schedule().interval(), cron, new CronSchedule(cron).next(now));
        }
        Long seconds = wanted.intervalSeconds();
        if (seconds == null && wanted.cron() == null) {
            return null;
        }
        Duration interval = seconds == null ? dock.schedule().interval() : DockRules.interval(seconds);
        Instant soon = now.plus(interval);
        Instant next = dock.schedule().next().isBefore(soon) ? dock.schedule().next() : soon;
        return new DockEditStore.Plan(interval, null, next);
    }

    /** Looked at also where only the interval changes, or cron takes its place. */
    private static DockEditStore.@Nullable Slowing slowing(
            Dock dock, DockEditStore.@Nullable Plan plan, @Nullable Long seconds) {
        Duration interval = plan == null ? dock.schedule().interval() : plan.interval();
        String cron = plan == null ? dock.schedule().cron() : plan.cron();
        if (seconds != null) {
            return new DockEditStore.Slowing(DockRules.slowest(seconds, interval, cron));
        }
        Duration slowest = dock.schedule().pace().slowest();
        if (plan == null || slowest == null) {
            return null;
        }
        return new DockEditStore.Slowing(cron != null || slowest.compareTo(interval) < 0 ? null : slowest);
    }

    /** Sealed anew where a parameter chooses another authentication: limits may be counted by other secrets then. */
    private Dock.@Nullable Access access(Provider provider, Dock dock, Map<String, @Nullable String> changed) {
        Map<String, String> all = merged(dock, changed);
        Authentication authentication = DockRules.authentication(provider, all);
        parts.checkHost(provider, all);
        if (dock.access().sealed() != null && !parts.sameHost(provider, dock.parameters(), all)) {
            throw Problem.invalid(
                    "/parameters",
                    "would send the dock's credentials to another host: give them anew with the parameters, by PUT /docks/"
                            + dock.id() + "/credentials");
        }
        if (authentication.equals(DockRules.authentication(provider, dock.parameters()))) {
            return null;
        }
        Credentials credentials;
        try {
            credentials = secrets.open(dock);
        } catch (VaultException e) {
            throw new Problem(Problem.Kind.CONFLICT, String.valueOf(e.getMessage()));
        }
        DockSecrets.require(credentials, provider, authentication);
        return secrets.seal(provider, authentication, dock.owner(), credentials);
    }

    private static Map<String, String> merged(Dock dock, Map<String, @Nullable String> changed) {
        Map<String, String> all = new HashMap<>(dock.parameters());
        changed.forEach((name, value) -> {
            if (value == null) {
                all.remove(name);
            } else {
                all.put(name, value);
            }
        });
        return all;
    }

    private ChangedDock changed(Call call, Stores stores, long id, List<String> warnings) {
        DockView dock = JudgedDocks.view(DockReads.find(stores, id), call.now(), stores, parts.providers());
        return new ChangedDock(dock, List.copyOf(warnings));
    }

    private static Provider loaded(@Nullable Provider provider, Dock dock) {
        if (provider == null) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "No file of the provider " + dock.provider() + " is loaded, which this needs: see /providers.");
        }
        return provider;
    }

    private static Problem taken(String name) {
        return new Problem(Problem.Kind.CONFLICT, "There is a dock named '" + name + "' already; choose another name.");
    }

    private static void add(List<String> warnings, @Nullable String words) {
        if (words != null) {
            warnings.add(words);
        }
    }
}
