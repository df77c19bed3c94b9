package io.tidegate.api.connector;

import io.tidegate.access.Permission;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Problem;
import io.tidegate.api.dock.DockParts;
import io.tidegate.api.dock.DockSecrets;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockEditStore;
import io.tidegate.federation.connector.AuthType;
import io.tidegate.federation.connector.Connector;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.VaultException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For operators: what connectors ask with, a copy of which each of their docks has, and what webhooks are signed with. */
public final class ConnectorSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private final ConnectorParts parts;
    private final DockParts docks;
    private final DockSecrets ofDocks;

    public ConnectorSecrets(ConnectorParts parts, DockParts docks) {
        this.parts = parts;
        this.docks = docks;
        this.ofDocks = new DockSecrets(docks);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.put("/connectors/{connector}/credentials", Permission.INSTANCE_WRITE, "connector.credentials")
                        .body(ConnectorCredentials.class)
                        .answers(ConnectorView.class)
                        .by("Give a connector and all its docks other credentials", this::credentials),
                Operation.put("/connectors/{connector}/webhook-secret", Permission.INSTANCE_WRITE, "connector.secret")
                        .answers(MadeSecret.class)
                        .by("Make a new secret for its webhooks; the one before is worth nothing then", this::secret));
    }

    private ApiResponse credentials(Call call) {
        ConnectorCredentials wanted = call.body(ConnectorCredentials.class);
        if (wanted.secrets() == null) {
            throw Problem.invalid("/secrets", "is missing; an empty object takes all away");
        }
        String code = call.word("connector");
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            return parts.connectors().within(() -> {
                Connector before = parts.locked(code);
                call.require(ConnectorParts.version(before));
                Provider provider = ConnectorParts.loaded(docks, before);
                AuthType was = before.access().type();
                AuthType type = wanted.authType() == null ? was : ConnectorRules.authType(provider, wanted.authType());
                Credentials given = DockSecrets.read(provider, wanted.secrets());
                Credentials all =
                        type == was && !given.secrets().isEmpty() ? open(before).with(given.secrets()) : given;
                require(provider, type, all);
                replace(before, provider, type, all, call.now());
                return ConnectorOperations.shown(parts.find(code));
            });
        });
    }

    /** The connector's own, and a copy sealed for each of its docks. */
    private void replace(Connector before, Provider provider, AuthType type, Credentials all, Instant now) {
        Connector.Access was = before.access();
        Connector after = before.with(new Connector.Access(type, was.endpoints(), null, was.signs()));
        parts.connectors().replace(after, now);
        parts.connectors().seal(before.id(), sealed(before.id(), all), now);
        Map<String, String> choice = ConnectorRules.choice(provider, type);
        Authentication way = way(provider, type);
        for (Dock dock : parts.docks().find(parts.connections().docks(before.id()))) {
            Dock.Access access = ofDocks.seal(provider, way, dock.owner(), all);
            parts.dockEdits().edit(dock.id(), new DockEditStore.Edit(null, choice, null, null, null, access), now);
        }
        parts.connectors().plan(after, after.plan().next());
    }

    private ApiResponse secret(Call call) {
        String code = call.word("connector");
        return call.actOnInstance(done -> {
            done.target("connectors/" + code);
            return parts.connectors().within(() -> {
                Connector connector = parts.locked(code);
                byte[] bytes = new byte[SECRET_BYTES];
                RANDOM.nextBytes(bytes);
                String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                parts.connectors()
                        .sign(
                                connector.id(),
                                docks.vault()
                                        .get()
                                        .sealForConnector(secret, connector.id())
                                        .toJson(),
                                call.now());
                return ApiResponse.ok(new MadeSecret(code, secret));
            });
        });
    }

    @Nullable String sealed(long id, Credentials credentials) {
        return credentials.secrets().isEmpty()
                ? null
                : docks.vault().get().sealForConnector(credentials.text(), id).toJson();
    }

    /** What a connector has already. */
    private Credentials open(Connector connector) {
        String sealed = connector.access().sealed();
        try {
            return sealed == null
                    ? Credentials.NONE
                    : Credentials.ofText(docks.vault().get().openForConnector(Sealed.fromJson(sealed), connector.id()));
        } catch (VaultException e) {
            throw new Problem(Problem.Kind.CONFLICT, String.valueOf(e.getMessage()));
        }
    }

    /** What a dock of the connector asks with. */
    public Dock.Access ofDock(Connector connector, Provider provider, Dock.Owner owner) {
        return ofDocks.seal(provider, way(provider, connector.access().type()), owner, open(connector));
    }

    static void require(Provider provider, AuthType type, Credentials credentials) {
        if (!credentials.secrets().isEmpty()) {
            DockSecrets.require(credentials, provider, way(provider, type));
        }
    }

    private static Authentication way(Provider provider, AuthType type) {
        return provider.access().authentication().chosen(ConnectorRules.choice(provider, type));
    }
}
