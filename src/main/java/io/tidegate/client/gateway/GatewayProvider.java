package io.tidegate.client.gateway;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.TokenSupplier;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.JsonFields;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tidegate's endpoints as a backend. */
public final class GatewayProvider implements SyncProvider {
    /** By which the registry knows it. */
    public static final String ID = "gateway";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Calls calls;
    private final StreamTrust trust = new StreamTrust();
    private final Set<Listening> listening = ConcurrentHashMap.newKeySet();

    /**
     * @param server as in {@code https://tidegate.example}
     * @param tokens asked for {@link TokenSupplier#GATEWAY}
     */
    public GatewayProvider(URI server, TokenSupplier tokens) {
        // HTTP/2 without TLS begins with an upgrade, which not every proxy lets a body through with
        this(
                server,
                tokens,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build());
    }

    /** The same with a client of the application's, for its proxies and certificates. */
    public GatewayProvider(URI server, TokenSupplier tokens, HttpClient http) {
        this.calls = new Calls(server, tokens, http);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mode mode() {
        return Mode.GATEWAY;
    }

    @Override
    public @Nullable String requiredToken() {
        return TokenSupplier.GATEWAY;
    }

    @Override
    public PushResult push(PushBatch batch) {
        String path = new EndpointPath(SyncScope.of(batch.scope().workspaceId()), "push").toString();
        return read(PushResult::of, calls.json("POST", path, batch.json(), ANSWER));
    }

    @Override
    public PullResponse pull(PullRequest request) {
        String path = new EndpointPath(request.scope(), "pull")
                .and("cursor", request.cursor())
                .and("limit", request.limit())
                .and("tables", request.tables())
                .toString();
        return read(PullResponse::of, calls.json("GET", path, null, ANSWER));
    }

    @Override
    public SnapshotPage snapshot(SyncScope scope, @Nullable String pageToken, int pageSize) {
        String path = new EndpointPath(scope, "snapshot")
                .and("pageToken", pageToken)
                .and("pageSize", pageSize)
                .toString();
        return read(SnapshotPage::of, calls.json("GET", path, null, ANSWER));
    }

    @Override
    public void moveCursor(SyncScope scope, String deviceId, long version) {
        String path = new EndpointPath(SyncScope.of(scope.workspaceId()), "cursor").toString();
        calls.json("PUT", path, Map.of("deviceId", deviceId, "version", version), ANSWER);
    }

    @Override
    public Subscription subscribe(SyncScope scope, long cursor, Set<String> tables, Watcher watcher) {
        Listening fresh = new Listening(
                calls,
                from -> new EndpointPath(scope, "watch")
                        .and("cursor", from)
                        .and("tables", tables)
                        .toString(),
                watcher,
                trust);
        listening.add(fresh);
        fresh.start(cursor);
        return () -> {
            listening.remove(fresh);
            fresh.close();
        };
    }

    @Override
    public void dispose() {
        listening.forEach(Listening::close);
        listening.clear();
    }

    private static <T> T read(Function<JsonFields, T> reader, JsonFields fields) {
        try {
            return reader.apply(fields);
        } catch (InvalidOpException e) {
            throw new SyncException(
                    Code.SERVER_ERROR, "the server's answer is not what was asked for: " + e.getMessage());
        }
    }
}
