package io.tidegate.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.access.AuditStore;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.Passwords;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.InvitationStore;
import io.tidegate.account.sign.PersonStore;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.account.sign.SignIn;
import io.tidegate.account.sign.SignInFailureStore;
import io.tidegate.alert.AlertStore;
import io.tidegate.api.ApiFixture;
import io.tidegate.budget.LevelStore;
import io.tidegate.config.Settings;
import io.tidegate.console.overview.OverviewReader;
import io.tidegate.console.sign.Doors;
import io.tidegate.db.ConnectionPool;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.http.DeviceRoutes;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.ErrorStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.figure.FigureStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.route.RouteFault;
import io.tidegate.route.sight.RouteSights;
import io.tidegate.testing.InventedRoutes;
import io.tidegate.testing.SettableClock;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A console on free ports, and what asks it. */
public final class ConsoleBed implements AutoCloseable {
    public final SettableClock clock;
    final List<RouteFault> refused = new CopyOnWriteArrayList<>();
    final Providers providers = new Providers();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AtomicBoolean works = new AtomicBoolean(true);
    final Console console;
    private final HttpClient client = HttpClient.newHttpClient();

    private ConsoleBed(SettableClock clock, String... flags) {
        this.clock = clock;
        console = Console.bind(settings(flags), clock);
    }

    static Settings settings(String... flags) {
        List<String> all = new ArrayList<>(
                List.of("--tidegate.http.port=0", "--tidegate.public.port=0", "--tidegate.node=quay-1"));
        all.addAll(List.of(flags));
        return Settings.load(Path.of("target"), Map.of(), all);
    }

    /** Listening, and nothing behind it yet. */
    static ConsoleBed bound(String... flags) {
        return new ConsoleBed(new SettableClock(), flags);
    }

    /** Open on a database, for whoever is on this machine. */
    static ConsoleBed open(DataSource pool) {
        return open(pool, new SettableClock());
    }

    /** Open on a database; flags may ask for a sign-in. */
    public static ConsoleBed open(DataSource pool, SettableClock clock, String... flags) {
        return open(pool, clock, new InventedRoutes(), flags);
    }

    /** The same with routes that Hawtio starts and stops. */
    public static ConsoleBed open(DataSource pool, SettableClock clock, RouteSights routes, String... flags) {
        ConsoleBed bed = new ConsoleBed(clock, flags);
        bed.providers.put(Provider.of(
                "harbour",
                Map.of("title", "Harbour Cloud", "baseUrl", "http://127.0.0.1:1"),
                Map.of("servers", Map.of("path", "/servers", "records", "/servers", "id", "/id"))));
        bed.open(pool, ConnectionPool.stores(pool), new ObjectMapper(), routes);
        return bed;
    }

    private void open(DataSource pool, Jdbi jdbi, ObjectMapper json, RouteSights routes) {
        OrganizationScope scope = new OrganizationScope(pool);
        SessionStore sessions = new SessionStore(jdbi);
        Doors doors = new Doors(
                new Authenticator(
                        new BearerStore(jdbi),
                        sessions,
                        new OrganizationStore(jdbi),
                        new AuditStore(jdbi, json),
                        clock),
                new SignIn(
                        new SignIn.Stores(
                                new PersonStore(jdbi),
                                sessions,
                                new InvitationStore(jdbi),
                                new SignInFailureStore(jdbi),
                                new AuditStore(jdbi, json)),
                        new Passwords(),
                        clock));
        console.open(
                new Console.Backstage(
                        reading -> reading.apply(sources(jdbi, json)),
                        organization -> reading ->
                                scope.within(organization, scoped -> reading.apply(sources(scoped.jdbi(), json))),
                        doors,
                        ApiFixture.over(pool, providers, new Vault(new MasterKey(new byte[32])), clock),
                        routes,
                        new DeviceRoutes.Parts(new DeviceGateway(scope, clock), doors.authenticator(), () -> {
                            throw new IllegalStateException("nobody watches here");
                        }),
                        works::get),
                meters);
    }

    private OverviewReader.Sources sources(Jdbi jdbi, ObjectMapper json) {
        return new OverviewReader.Sources(
                new DockStore(jdbi, json),
                new LevelStore(jdbi, 10),
                new FreshnessStore(jdbi),
                new EventStore(jdbi),
                new FigureStore(jdbi),
                new ChangeStore(jdbi, json),
                new ResourceCountStore(jdbi),
                new ErrorStore(jdbi),
                new AlertStore(jdbi, json),
                providers,
                () -> List.copyOf(refused));
    }

    /** Where people reach it. */
    public String url() {
        return "http://127.0.0.1:" + console.httpPort();
    }

    /** Lets it know providers. */
    public void load(Collection<Provider> more) {
        more.forEach(providers::put);
    }

    /** Asks for a page. */
    public HttpResponse<String> get(String path, String... headers) {
        return ask(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.httpPort() + path)), headers);
    }

    HttpResponse<String> getPublic(String path) {
        return ask(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.publicPort() + path)));
    }

    HttpResponse<String> ask(HttpRequest.Builder request, String... headers) {
        try {
            HttpRequest built = headers.length == 0
                    ? request.build()
                    : request.headers(headers).build();
            return client.send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes that no client would, and returns all of the answer. */
    String raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.httpPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("PORT", Integer.toString(console.httpPort()))
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
