package io.tidegate.device.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.client.ProviderRegistry;
import io.tidegate.client.SyncProvider;
import io.tidegate.client.SyncProvider.Watcher;
import io.tidegate.client.TokenSupplier;
import io.tidegate.client.engine.SyncEngine;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.device.Device;
import io.tidegate.device.Workspaces;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Devices that have the gateway in their own JVM. */
class DirectSyncProviderTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final SyncScope SCOPE = SyncScope.of("default");

    @TempDir
    private Path folder;

    private final Map<String, Device> signedIn = new ConcurrentHashMap<>();
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
        signedIn.put("token-a", Workspaces.device(1, "a"));
        signedIn.put("token-b", Workspaces.device(1, "b"));
    }

    @Test
    void two_devices_exchange_what_they_write() {
        try (LocalDatabase a = open("a");
                LocalDatabase b = open("b")) {
            SyncEngine ofA = engine(a, provider("token-a"));
            SyncEngine ofB = engine(b, provider("token-b"));
            a.write(tx -> tx.put("kv", "theme", Map.of("value", "dark")));
            settle(ofA);
            settle(ofB);
            assertThat(b.get("kv", "theme")).isEqualTo(a.get("kv", "theme")).isNotNull();
            assertThat(a.outbox()).isEmpty();
            ofA.disconnect();
            ofB.disconnect();
        }
    }

    @Test
    void a_watch_tells_what_others_push_and_ends_when_it_is_closed() throws Exception {
        Heard heard = new Heard();
        SyncProvider.Subscription watch = provider("token-b").subscribe(SCOPE, 0, Set.of("kv"), heard);
        PendingOp other = in.put("posts", "p", "o0", 1, Map.of("title", "T"));
        provider("token-a").push(new PushBatch(SCOPE, "a", List.of(other, in.kv("theme", "o1", 1, 1))));
        assertThat(heard.next()).isInstanceOfSatisfying(SyncChange.class, change -> {
            assertThat(change.serverVersion()).isEqualTo(2);
            assertThat(change.pk()).isEqualTo("theme");
        });
        watch.close();
        assertThat(heard.next()).isEqualTo("ended: null");
    }

    @Test
    void a_push_is_told_at_once_to_who_listens_by_the_same_provider() throws Exception {
        SyncProvider a = provider("token-a");
        Heard heard = new Heard();
        try (SyncProvider.Subscription watch = a.subscribe(SCOPE, 0, Set.of(), heard)) {
            assertThat(watch).isNotNull();
            a.push(new PushBatch(SCOPE, "a", List.of(in.kv("theme", "o1", 1, 1))));
            assertThat(heard.next()).isInstanceOf(SyncChange.class);
            a.dispose();
            assertThat(heard.next()).isEqualTo("ended: null");
        }
    }

    @Test
    void a_token_that_was_revoked_ends_watches_and_refuses_calls() throws Exception {
        SyncProvider a = provider("token-a");
        Heard heard = new Heard();
        try (SyncProvider.Subscription watch = a.subscribe(SCOPE, 0, Set.of(), heard)) {
            assertThat(watch).isNotNull();
            signedIn.remove("token-a");
            assertThat(heard.next()).isEqualTo("ended: UNAUTHORIZED");
        }
        requireRefused(Code.UNAUTHORIZED, () -> a.pull(PullRequest.after(SCOPE, 0)));
    }

    @Test
    void a_fresh_token_is_asked_for_once_where_one_is_refused() {
        SyncProvider a = new DirectSyncProvider(
                in.gateway, (name, refused) -> refused == null ? "old" : "token-a", this::device);
        assertThat(a.pull(PullRequest.after(SCOPE, 0)).changes()).isEmpty();
        SyncProvider nobody = new DirectSyncProvider(in.gateway, (name, refused) -> null, this::device);
        requireRefused(Code.UNAUTHORIZED, () -> nobody.snapshot(SCOPE, null, 10));
    }

    @Test
    void a_device_speaks_for_itself_and_in_its_workspace_alone() {
        SyncProvider a = provider("token-a");
        PushBatch others = new PushBatch(SCOPE, "b", List.of(in.kv("theme", "o1", 1, 1)));
        SyncScope theirs = SyncScope.of("theirs");
        requireRefused(Code.UNAUTHORIZED, () -> a.push(others));
        requireRefused(Code.UNAUTHORIZED, () -> a.moveCursor(SCOPE, "b", 0));
        requireRefused(Code.NOT_FOUND, () -> a.subscribe(theirs, 0, Set.of(), new Heard()));
        requireRefused(Code.NOT_FOUND, () -> a.pull(PullRequest.after(theirs, 0)));
    }

    @Test
    void it_declares_its_mode_and_the_token_it_needs_and_stands_in_the_registry() {
        DirectSyncProvider direct = provider("token-a");
        ProviderRegistry registry = new ProviderRegistry();
        registry.registerSyncProvider(direct);
        assertThat(registry.getActiveSyncProvider()).isSameAs(direct);
        assertThat(direct.mode()).isEqualTo(SyncProvider.Mode.DIRECT);
        assertThat(direct.requiredToken()).isEqualTo(TokenSupplier.GATEWAY);
        assertThat(direct.id()).isEqualTo("direct");
    }

    private DirectSyncProvider provider(String token) {
        return new DirectSyncProvider(in.gateway, (name, refused) -> token, this::device);
    }

    private Optional<Device> device(String token) {
        return Optional.ofNullable(signedIn.get(token));
    }

    private LocalDatabase open(String id) {
        LocalSettings settings = LocalSettings.in(folder.resolve(id), SCOPE, id).hasty();
        return LocalDatabase.open(settings, in.clock, new Random(id.hashCode()), new Hooks());
    }

    private SyncEngine engine(LocalDatabase local, SyncProvider provider) {
        return new SyncEngine(local, () -> provider, in.clock, new Random(1));
    }

    private static void settle(SyncEngine engine) {
        engine.pullTurn();
        engine.pullTurn();
        engine.pushTurn();
    }

    private static void requireRefused(Code code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** What a watch told, in order, without how far it is. */
    private static final class Heard implements Watcher {
        private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

        @Override
        public void changed(SyncChange change) {
            told.add(change);
        }

        @Override
        public void passed(long version) {}

        @Override
        public void ended(@Nullable RuntimeException cause) {
            told.add("ended: " + (cause instanceof SyncException e ? e.code() : cause));
        }

        @Nullable Object next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }
    }
}
