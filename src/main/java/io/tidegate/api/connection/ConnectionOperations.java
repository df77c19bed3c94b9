package io.tidegate.api.connection;

import io.tidegate.access.Permission;
import io.tidegate.account.Organization;
import io.tidegate.api.ApiResponse;
import io.tidegate.api.Call;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import io.tidegate.api.Problem;
import io.tidegate.api.connector.ConnectorParts;
import io.tidegate.api.connector.ConnectorRules;
import io.tidegate.api.connector.ConnectorSecrets;
import io.tidegate.api.dock.DockParts;
import io.tidegate.api.dock.DockRules;
import io.tidegate.federation.connector.Connection;
import io.tidegate.federation.connector.ConnectionStore;
import io.tidegate.federation.connector.Connector;
import io.tidegate.provider.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For operators: connects organizations to a federation, and takes them off again. */
public final class ConnectionOperations {
    private final ConnectorParts parts;
    private final DockParts docks;
    private final ConnectorSecrets secrets;

    public ConnectionOperations(ConnectorParts parts, DockParts docks) {
        this.parts = parts;
        this.docks = docks;
        this.secrets = new ConnectorSecrets(parts, docks);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("/connectors/{connector}/organizations", Permission.INSTANCE_READ, "connection.list")
                        .pages(ConnectionView.class)
                        .by("The organizations that are connected, in the order they run in", this::list),
                Operation.create(
                                "/connectors/{connector}/organizations", Permission.INSTANCE_WRITE, "connection.create")
                        .body(NewConnection.class)
                        .answers(ConnectionView.class)
                        .by("Connect an organization; it becomes a dock of that organization", this::connect),
                Operation.delete(
                                "/connectors/{connector}/organizations/{club}",
                                Permission.INSTANCE_WRITE,
                                "connection.delete")
                        .takes(Param.choice(
                                "data", "What becomes of its records; must be said.", List.of("keep", "erase")))
                        .by(
                                "Take an organization off; its dock goes, its players and enrolments stay",
                                this::disconnect));
    }

    private ApiResponse list(Call call) {
        return call.pagesOfInstance((after, limit) -> parts.connections()
                .list(parts.find(call.word("connector")).id(), after, limit)
                .map(ConnectionView::of));
    }

    private ApiResponse connect(Call call) {
        NewConnection wanted = call.body(NewConnection.class);
        String code = call.word("connector");
        String club = club(wanted.federationOrgId());
        return call.actOnInstance(done -> {
            done.target("connectors/" + code + "/organizations/" + club);
            return parts.connectors().within(() -> {
                Connector connector = parts.locked(code);
                Provider provider = ConnectorParts.loaded(docks, connector);
                if (parts.connections().find(connector.id(), club).isPresent()) {
                    throw new Problem(Problem.Kind.CONFLICT, club + " is connected already.");
                }
                Organization organization = organization(wanted.organization());
                String name = DockRules.name(Objects.requireNonNullElse(wanted.name(), connector.name() + " " + club));
                Map<String, String> choice =
                        ConnectorRules.choice(provider, connector.access().type());
                ConnectionStore.NewDock dock = new ConnectionStore.NewDock(
                        connector,
                        connector.access().parameters(choice, club),
                        types(provider, wanted.resourceTypes()));
                docks.checkHost(provider, dock.parameters());
                if (!parts.connections()
                        .add(
                                new Connection.Wanted(organization.id(), club, name),
                                dock,
                                owner -> secrets.ofDock(connector, provider, owner),
                                call.now())) {
                    throw new Problem(
                            Problem.Kind.CONFLICT,
                            organization.slug() + " has a dock named '" + name + "' already; choose another name.");
                }
                return ApiResponse.created(
                        "/connectors/" + code + "/organizations/" + club, ConnectionView.of(find(connector, club)));
            });
        });
    }

    private static @Nullable List<String> types(Provider provider, @Nullable List<String> wanted) {
        return DockRules.types(provider, wanted == null || wanted.isEmpty() ? ConnectorRules.twoWay(provider) : wanted);
    }

    private Organization organization(@Nullable String slug) {
        if (slug == null || !slug.matches("[a-z0-9-]{1,100}")) {
            throw Problem.invalid("/organization", "is the slug of an organization, such as acme");
        }
        return parts.organizations()
                .find(slug)
                .orElseThrow(() -> Problem.invalid("/organization", "is none that there is"));
    }

    private ApiResponse disconnect(Call call) {
        String code = call.word("connector");
        String club = call.word("club");
        String data = call.text("data");
        if (data == null) {
            throw Problem.invalid("data", "say keep or erase: what becomes of the records of its dock?");
        }
        return call.actOnInstance(done -> {
            done.target("connectors/" + code + "/organizations/" + club);
            return parts.connectors().within(() -> {
                Connection connection = find(parts.locked(code), club);
                parts.docks().remove(connection.dock().id(), data.equals("erase"));
                return ApiResponse.none();
            });
        });
    }

    private Connection find(Connector connector, String club) {
        return parts.connections()
                .find(connector.id(), club)
                .orElseThrow(() -> Problem.missing("connected organization", club));
    }

    /** The federation's id of an organization: stands in paths, parameters and names of files. */
    private static String club(@Nullable String text) {
        if (text == null || !text.matches("[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}")) {
            throw Problem.invalid(
                    "/federationOrgId",
                    "is 1 to 100 letters, digits, '_', '.', '@' and '-', and begins with a letter or digit");
        }
        return text;
    }
}
