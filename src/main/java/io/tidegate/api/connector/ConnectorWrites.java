package io.tidegate.api.connector;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.dock.DockParts;
import io.tidegate.api.dock.DockRules;
import io.tidegate.api.dock.DockSecrets;
import io.tidegate.dock.CronSchedule;
import io.tidegate.dock.DockEditStore;
import io.tidegate.federation.connector.AuthType;
import io.tidegate.federation.connector.Connector;
import io.tidegate.provider.Provider;
import io.tidegate.vault.Credentials;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For operators: makes connectors and changes them, and the docks of their organizations with them. */
public final class ConnectorWrites {
    /** In the place of an organization's, where only the connector's own parameters are looked at. */
    private static final String ANY_CLUB = "0";

    private final ConnectorParts parts;
    private final DockParts docks;
    private final ConnectorSecrets secrets;

    public ConnectorWrites(ConnectorParts parts, DockParts docks) {
        this.parts = parts;
        this.docks = docks;
        this.secrets = new ConnectorSecrets(parts, docks);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.create("/connectors", Permission.INSTANCE_WRITE, "connector.create")
                        .body(NewConnector.class)
                        .answers(ConnectorView.class)
                        .by("Make a connector of a federation, for operators", this::create),
                Operation.patch("/connectors/{connector}", Permission.INSTANCE_WRITE, "connector.update")
                        .body(ConnectorEdit.class)
                        .answers(ConnectorView.class)
                        .by("Change a connector, and its organizations' docks with it", this::edit));
    }

    private ApiResponse create(Call call) {
        NewConnector wanted = call.body(NewConnector.class);
        String code = ConnectorRules.code(wanted.code());
        Provider provider = ConnectorRules.provider(docks.providers(), wanted.provider());
        AuthType type = ConnectorRules.authType(provider, wanted.authType());
        Map<String, String> endpoints = ConnectorRules.endpoints(provider, wanted.endpoints());
        Credentials credentials = DockSecrets.read(provider, wanted.secrets());
        ConnectorSecrets.require(provider, type, credentials);
        boolean enabled = !Boolean.FALSE.equals(wanted.enabled());
        String cron = ConnectorRules.cron(wanted.cron(), call.now());
        Connector.Policy policy = new Connector.Policy(
                ConnectorRules.strategy("/conflictStrategy", wanted.conflictStrategy()),
                ConnectorRules.byField(provider, Map.of(), wanted.fieldStrategies()));
        Connector.Plan plan = new Connector.Plan(
                enabled,
                cron,
                ConnectorRules.spacing(wanted.spacingSeconds()),
                enabled ? new CronSchedule(cron).next(call.now()) : null);
        String name = DockRules.name(Objects.requireNonNullElse(wanted.name(), code));
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            long id = parts.connectors().nextId();
            Connector.Access access = new Connector.Access(type, endpoints, secrets.sealed(id, credentials), false);
            checkHost(provider, access);
            Connector made = new Connector(
                    id,
                    code,
                    name,
                    provider.name(),
                    access,
                    policy,
                    plan,
                    new Connector.Condition(Connector.Status.ACTIVE, null, null, null, 0),
                    0,
                    call.now(),
                    call.now());
            if (!parts.connectors().add(made, call.now())) {
                throw new Problem(Problem.Kind.CONFLICT, "There is a connector " + code + " already.");
            }
            return ApiResponse.created("/connectors/" + code, ConnectorView.of(made))
                    .at(ConnectorParts.version(made));
        });
    }

    private ApiResponse edit(Call call) {
        ConnectorEdit wanted = call.body(ConnectorEdit.class);
        String code = call.word("connector");
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            return parts.connectors().within(() -> {
                Connector before = parts.locked(code);
                call.require(ConnectorParts.version(before));
                Connector after = edited(before, wanted, call.now());
                parts.connectors().replace(after, call.now());
                Map<String, @Nullable String> changed = DockRules.parameters(wanted.endpoints());
                if (!changed.isEmpty()) {
                    for (Long dock : parts.connections().docks(before.id())) {
                        parts.dockEdits()
                                .edit(dock, new DockEditStore.Edit(null, changed, null, null, null, null), call.now());
                    }
                }
                parts.connectors().plan(after, after.plan().next());
                return ConnectorOperations.shown(parts.find(code));
            });
        });
    }

    private Connector edited(Connector before, ConnectorEdit wanted, Instant now) {
        Connector.Plan was = before.plan();
        String cron = wanted.cron() == null ? was.cron() : ConnectorRules.cron(wanted.cron(), now);
        boolean enabled = Objects.requireNonNullElse(wanted.enabled(), was.enabled());
        Connector.Status status = status(before, wanted.status());
        boolean scheduled = enabled && status == Connector.Status.ACTIVE;
        boolean stays = was.next() != null && cron.equals(was.cron());
        Connector.Plan plan = new Connector.Plan(
                enabled,
                cron,
                wanted.spacingSeconds() == null ? was.spacing() : ConnectorRules.spacing(wanted.spacingSeconds()),
                !scheduled ? null : stays ? was.next() : new CronSchedule(cron).next(now));
        Connector.Policy policy = before.policy();
        return new Connector(
                before.id(),
                before.code(),
                wanted.name() == null ? before.name() : DockRules.name(wanted.name()),
                before.provider(),
                access(before, wanted.endpoints()),
                new Connector.Policy(
                        wanted.conflictStrategy() == null
                                ? policy.strategy()
                                : ConnectorRules.strategy("/conflictStrategy", wanted.conflictStrategy()),
                        ConnectorRules.byField(
                                docks.providers().find(before.provider()), policy.byField(), wanted.fieldStrategies())),
                plan,
                before.condition().with(status),
                before.organizations(),
                before.createdAt(),
                now);
    }

    private static Connector.Status status(Connector before, @Nullable String wanted) {
        Connector.Status is = before.condition().status();
        if (wanted == null || wanted.equals(is.word())) {
            return is;
        } else if (wanted.equals(Connector.Status.INACTIVE.word())) {
            return Connector.Status.INACTIVE;
        } else if (!wanted.equals(Connector.Status.ACTIVE.word())) {
            throw Problem.invalid("/status", "is active or inactive");
        } else if (is == Connector.Status.ERROR) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    "The connector stopped after failures: POST /connectors/" + before.code()
                            + "/resume lets it go on.");
        }
        return Connector.Status.ACTIVE;
    }

    private Connector.Access access(Connector before, @Nullable Map<String, @Nullable String> changed) {
        Connector.Access was = before.access();
        if (changed == null || changed.isEmpty()) {
            return was;
        }
        Provider provider = ConnectorParts.loaded(docks, before);
        Map<String, String> endpoints = new HashMap<>(was.endpoints());
        ConnectorRules.endpoints(provider, changed).forEach((name, value) -> {
            if (value == null) {
                endpoints.remove(name);
            } else {
                endpoints.put(name, value);
            }
        });
        Connector.Access access = new Connector.Access(was.type(), endpoints, was.sealed(), was.signs());
        checkHost(provider, access);
        Map<String, String> choice = ConnectorRules.choice(provider, was.type());
        if (was.sealed() != null
                && !docks.sameHost(provider, was.parameters(choice, ANY_CLUB), access.parameters(choice, ANY_CLUB))) {
            throw Problem.invalid(
                    "/endpoints",
                    "would send the connector's credentials to another host: take them away first, by PUT /connectors/"
                            + before.code() + "/credentials with no secrets");
        }
        return access;
    }

    private void checkHost(Provider provider, Connector.Access access) {
        docks.checkHost(provider, access.parameters(ConnectorRules.choice(provider, access.type()), ANY_CLUB));
    }
}
