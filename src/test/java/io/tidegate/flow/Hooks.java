package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Settings;
import io.tidegate.console.Console;
import io.tidegate.dock.WebhookKeyStore;
import io.tidegate.testing.SettableClock;
import io.tidegate.vault.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sends deliveries of a scripted DigitalOcean, which has no webhooks in truth, to the public listener of a node. */
final class Hooks implements AfterAllCallback {
    static final String SECRET = "webhook secret";

    /** What a dock has whose deliveries are signed with it. */
    static final String CREDENTIALS = new Credentials(Map.of("token", "a token", "webhookSecret", SECRET)).text();

    private static final String FILE = "providers/digitalocean.camel.yaml";
    private static final AtomicInteger DELIVERIES = new AtomicInteger();

    private final Console console = Console.bind(
            Settings.load(Path.of("target"), Map.of(), List.of("--tidegate.http.port=0", "--tidegate.public.port=0")),
            new SettableClock());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Declares some for DigitalOcean. */
    static void declare(Path routes) throws IOException {
        String text = Files.readString(routes.resolve(FILE));
        String after = "        recommendedInterval: 60s\n";
        Files.writeString(routes.resolve(FILE), text.replace(after, after + read("facts")) + read("events"));
    }

    private static String read(String name) throws IOException {
        try (var in = Hooks.class.getResourceAsStream("/webhooks/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Map<String, Object> bound() {
        return console.forCamel();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        console.close();
    }

    /** The address of a dock, which it gets when it has none. */
    static String address(TestNode node, long dock) {
        WebhookKeyStore keys = new WebhookKeyStore(node.node().database().jdbi());
        keys.make(dock, false, node.clock.instant());
        return "/webhooks/digitalocean/" + keys.key(dock);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.publicPort() + path));
    }

    /** A delivery, signed, with an id of its own. */
    HttpRequest.Builder delivery(String path, String event, String body) {
        return delivery(path, event, "d-" + DELIVERIES.incrementAndGet(), body);
    }

    HttpRequest.Builder delivery(String path, String event, String id, String body) {
        return to(path).header("Content-Type", "application/json")
                .header("X-Signature", sign(SECRET, body))
                .header("X-Delivery", id)
                .header("X-Event", event)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tells a dock of an event like droplet.created, which happened at an instant; the rest is JSON members. */
    void tell(TestNode node, long dock, String event, Instant at, String rest) {
        String[] parts = event.split("\\.", 2);
        String body = "{\"action\":\"" + parts[1] + "\",\"at\":\"" + at + "\"," + rest + "}";
        assertThat(send(delivery(address(node, dock), parts[0], body)).statusCode())
                .isEqualTo(200);
    }

    /** The same five seconds later, when the dock's lane is free again; waits for the run that applies it. */
    void told(TestNode node, long dock, String event, Instant at, String rest) {
        node.clock.tick(Duration.ofSeconds(5));
        tell(node, dock, event, at, rest);
        node.await(dock);
    }

    /** What the log says of a dock's deliveries: status and reason, oldest first. */
    static List<String> log(TestNode node, long dock) {
        return node
                .stored()
                .rows(
                        "select concat_ws(': ', status, reason) as said from webhook_logs where dock_id = ? order by id",
                        dock)
                .stream()
                .map(row -> String.valueOf(row.get("said")))
                .toList();
    }

    static String sign(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
