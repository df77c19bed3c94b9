package io.tidegate.device.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.access.Actor;
import io.tidegate.access.AuditStore;
import io.tidegate.access.Permission;
import io.tidegate.account.AccountBed;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.BearerStore;
import io.tidegate.account.sign.SessionStore;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.DeviceGateway;
import io.tidegate.device.DeviceRole;
import io.tidegate.device.roster.Devices;
import io.tidegate.device.watch.ChangeListener;
import io.tidegate.protocol.Hlc;
import io.tidegate.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The endpoints on a free port, and devices that ask them. */
final class SyncBed implements AutoCloseable {
    final AccountBed accounts;
    final Actor owner;
    final DeviceRoutes routes;
    final Devices devices;
    private final Database database;
    private final Vertx vertx = Vertx.vertx();
    final HandTimers timers = new HandTimers();
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SyncBed(TestDatabase tested, String... flags) {
        accounts = new AccountBed(tested);
        tested.clear("change_log", "device_cursors", "tombstones", "server_version_counter", "synced_kv");
        owner = accounts.owner("acme");
        devices = new Devices(accounts.tokens, accounts.clock);
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--tidegate.db.url=" + tested.url());
        all.add("--tidegate.db.pool-size=2");
        Settings settings = Settings.load(Path.of("target"), Map.of(), all);
        database = Database.open(settings);
        routes =
                new DeviceRoutes(timers.over(vertx), settings.deviceSync(), context -> AccountBed.HERE, accounts.clock);
        Router router = Router.router(vertx);
        routes.on(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** From now on there is something behind it. */
    SyncBed open(TestDatabase tested) {
        routes.open(new DeviceRoutes.Parts(
                new DeviceGateway(new OrganizationScope(tested.dataSource()), accounts.clock),
                new Authenticator(
                        new BearerStore(database.jdbi()),
                        new SessionStore(database.jdbi()),
                        new OrganizationStore(database.jdbi()),
                        new AuditStore(database.jdbi(), new ObjectMapper()),
                        accounts.clock),
                () -> database.session(ChangeListener.LISTEN)));
        return this;
    }

    /** Nobody can be asked any more who somebody is. */
    void away() {
        database.close();
    }

    /** Makes a device, and says its token. */
    String device(Actor whose, String id, DeviceRole role) {
        return accounts.access.act(
                whose,
                Permission.DEVICES_SYNC,
                "device.create",
                null,
                deed -> devices.create(deed, new Devices.Wanted(id, id, role, null, null))
                        .token()
                        .secret()
                        .reveal());
    }

    String device(String id) {
        return device(owner, id, DeviceRole.EDITOR);
    }

    void revoke(String id) {
        accounts.access.act(owner, Permission.DEVICES_SYNC, "device.revoke", null, deed -> {
            devices.revoke(deed, id);
            return true;
        });
    }

    /** A put into kv as JSON. */
    String put(String name, long clock, String value) {
        return "{\"opId\":\"%s-%d\",\"table\":\"kv\",\"op\":\"put\",\"pk\":\"%s\",\"payload\":{\"name\":\"%s\",\"value\":%s},\"clock\":%d,\"hlc\":\"%s\"}"
                .formatted(
                        name,
                        clock,
                        name,
                        name,
                        value,
                        clock,
                        new Hlc(accounts.clock.instant().toEpochMilli(), 0, 7));
    }

    Answer push(String token, String device, String... ops) {
        return ask(
                "POST",
                "/sync/v1/acme/push",
                token,
                "{\"deviceId\":\"" + device + "\",\"ops\":[" + String.join(",", ops) + "]}");
    }

    Answer get(String path, String token, String... headers) {
        return ask("GET", "/sync/v1/acme/" + path, token, null, headers);
    }

    /** An answer, with its body as JSON. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode body() {
            try {
                return new ObjectMapper().readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Status and error code. */
        String refusal() {
            return status() + " " + body().path("errorCode").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer ask(String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        try {
            return new Answer(
                    client.send(request(method, path, token, body, headers), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where the endpoints answer. */
    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Listens to events. */
    Events watch(String query, String token, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Accept";
        all[headers.length + 1] = "text/event-stream";
        return new Events(client, request("GET", "/sync/v1/acme/watch" + query, token, null, all));
    }

    private HttpRequest request(
            String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    /** A connection by hand. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends bytes that no client would, and returns all of the answer. */
    String raw(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        routes.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
    }
}
