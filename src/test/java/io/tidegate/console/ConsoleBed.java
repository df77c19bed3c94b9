package io.tidegate.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.budget.LevelStore;
import io.tidegate.config.Settings;
import io.tidegate.console.overview.OverviewReader;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.route.RouteFault;
import io.tidegate.testing.SettableClock;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;

/** A console on free ports, and what asks it. */
final class ConsoleBed implements AutoCloseable {
    final SettableClock clock = new SettableClock();
    final List<RouteFault> refused = new CopyOnWriteArrayList<>();
    final Providers providers = new Providers();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Console console;
    private final HttpClient client = HttpClient.newHttpClient();

    private ConsoleBed(String... flags) {
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
        return new ConsoleBed(flags);
    }

    /** Open on a database. */
    static ConsoleBed open(Jdbi jdbi) {
        ConsoleBed bed = new ConsoleBed();
        bed.providers.put(Provider.of(
                "harbour",
                Map.of("title", "Harbour Cloud", "baseUrl", "http://127.0.0.1:1"),
                Map.of("servers", Map.of("path", "/servers", "records", "/servers", "id", "/id"))));
        bed.open(jdbi, new ObjectMapper());
        return bed;
    }

    private void open(Jdbi jdbi, ObjectMapper json) {
        console.open(
                new OverviewReader.Sources(
                        new DockStore(jdbi, json),
                        new LevelStore(jdbi, 10),
                        new FreshnessStore(jdbi),
                        new EventStore(jdbi),
                        new ChangeStore(jdbi, json),
                        new ResourceCountStore(jdbi),
                        providers,
                        () -> List.copyOf(refused)),
                meters);
    }

    HttpResponse<String> get(String path, String... headers) {
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
