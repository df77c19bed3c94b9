package io.tidegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.access.AccessControl;
import io.tidegate.access.Actor;
import io.tidegate.access.AuditStore;
import io.tidegate.access.Role;
import io.tidegate.account.ApiTokenStore;
import io.tidegate.account.ApiTokens;
import io.tidegate.account.Members;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.Organizations;
import io.tidegate.alert.AlertStore;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.OutboxStore;
import io.tidegate.api.alert.InstanceAlertOperations;
import io.tidegate.api.catalogue.Operations;
import io.tidegate.api.connector.ConnectorParts;
import io.tidegate.api.dock.DockParts;
import io.tidegate.api.openapi.Contract;
import io.tidegate.budget.BudgetStore;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.db.ConnectionPool;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.roster.Devices;
import io.tidegate.dock.DockEditStore;
import io.tidegate.dock.DockStore;
import io.tidegate.egress.Egress;
import io.tidegate.federation.connector.ConnectionStore;
import io.tidegate.federation.connector.ConnectorRunStore;
import io.tidegate.federation.connector.ConnectorStore;
import io.tidegate.federation.local.KindStore;
import io.tidegate.federation.local.Kinds;
import io.tidegate.provider.Providers;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.InventedRoutes;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The API over a real database, asked without HTTP. Every answer is held against the document. */
public final class ApiFixture {
    private static final Contract CONTRACT = new Contract();

    private final TestDatabase database;
    private final ObjectMapper json = ApiJson.mapper();
    public final SettableClock clock = new SettableClock();
    public final Providers providers = new Providers();
    public final Vault vault = new Vault(new MasterKey(new byte[32]));
    private final Api api;

    public ApiFixture(TestDatabase database) {
        this.database = database;
        loadProvider("https://api.digitalocean.com");
        api = over(database.dataSource(), providers, vault, clock);
    }

    /** The API over a database, which may ask whoever listens on this machine. */
    public static Api over(DataSource pool, Providers providers, Vault vault, SettableClock clock) {
        Jdbi jdbi = ConnectionPool.stores(pool);
        ObjectMapper json = ApiJson.mapper();
        AccessControl control = new AccessControl(new OrganizationScope(pool), new AuditStore(jdbi, json), clock);
        DockParts parts = new DockParts(
                providers,
                () -> vault,
                new BudgetStore(jdbi, json, 10),
                Egress.ofPublic().with(URI.create("http://127.0.0.1")),
                false,
                clock);
        ApiTokens tokens = new ApiTokens(new ApiTokenStore(jdbi), clock);
        Operations.Accounts accounts = new Operations.Accounts(
                new Organizations(new OrganizationStore(jdbi), clock),
                new Members(clock),
                tokens,
                new Devices(tokens, clock),
                new AuditStore(jdbi, json));
        InstanceAlertOperations.Sources alerts = new InstanceAlertOperations.Sources(
                new AlertStore(jdbi, json), new ChannelStore(jdbi, null), new OutboxStore(jdbi));
        return new Api(
                Operations.of(
                        parts,
                        accounts,
                        new Operations.Instance(
                                alerts,
                                connectors(jdbi),
                                new Kinds(new KindStore(jdbi), providers),
                                () -> 0,
                                new InventedRoutes())),
                control,
                10,
                clock);
    }

    /** What connectors are made with. */
    public static ConnectorParts connectors(Jdbi jdbi) {
        ObjectMapper json = ApiJson.mapper();
        return new ConnectorParts(
                new ConnectorStore(jdbi, json),
                new ConnectionStore(jdbi, json),
                new ConnectorRunStore(jdbi),
                new OrganizationStore(jdbi),
                new DockStore(jdbi, json),
                new DockEditStore(jdbi, json));
    }

    /**
     * An answer, read.
     *
     * @param text what was sent, where that is no JSON
     */
    public record Answer(int status, Map<String, String> headers, JsonNode body, String text) {
        /** A header's value. */
        public String header(String name) {
            return Objects.requireNonNull(headers.get(name), name);
        }
    }

    /** Loads the provider digitalocean, anew where it was loaded before. */
    public void loadProvider(String baseUrl) {
        Path file = Path.of("routes-yaml/providers/digitalocean" + RouteFile.SUFFIX);
        Map<String, String> properties = Map.of("tidegate.provider.digitalocean.base-url", baseUrl);
        try {
            providers.put(new ProviderReader(DeclaredProviders.placeholders(properties))
                    .read(RouteFile.read(file.toString(), Files.readString(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an organization. */
    public long organization(String slug) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "insert into organizations (slug, name) values (:slug, :slug) returning id")
                        .bind("slug", slug)
                        .mapTo(Long.class)
                        .one());
    }

    /** Somebody with a role in an organization. */
    public static Actor actor(long organization, Role role) {
        return new Actor(role.word() + "@example.org", null, null, organization, role, role.permissions(), "127.0.0.1");
    }

    /** Asks; the target may have a query. */
    public Answer ask(Actor actor, String method, String target, @Nullable String body, String... headers) {
        int mark = target.indexOf('?');
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String each : target.substring(mark + 1).split("&", -1)) {
                query.put(each.substring(0, each.indexOf('=')), List.of(each.substring(each.indexOf('=') + 1)));
            }
        }
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        return send(actor, new ApiRequest(method, mark < 0 ? target : target.substring(0, mark), query, sent, bytes));
    }

    /** All operations. */
    public List<Operation> operations() {
        return api.operations();
    }

    /** Sends a request as it is. */
    public Answer send(Actor actor, ApiRequest request) {
        ApiResponse response = api.handle(actor, request);
        Answer answer = read(response);
        assertThat(CONTRACT.faults(request.method(), request.path(), answer.status(), answer.body()))
                .as("%s %s against openapi.json (make openapi)", request.method(), request.path())
                .isEmpty();
        return answer;
    }

    private Answer read(ApiResponse response) {
        try {
            if (response.content() instanceof ApiResponse.Content.Stream stream) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                stream.writer().write(out);
                return new Answer(
                        response.status(),
                        response.headers(),
                        MissingNode.getInstance(),
                        out.toString(StandardCharsets.UTF_8));
            }
            return new Answer(response.status(), response.headers(), json.readTree(api.bytes(response)), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a dock without going through the API. */
    public long dock(long organization, String name) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        insert into docks (org_id, name, provider, lane_key, next_sync_at, created_at, updated_at)
                        values (:org, :name, 'digitalocean', 'lane-' || :name, now(), now(), now()) returning id
                        """)
                        .bind("org", organization)
                        .bind("name", name)
                        .mapTo(Long.class)
                        .one());
    }
}
