package io.tidegate.client.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.client.ProviderRegistry;
import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.hook.SyncEvent.PushAfter;
import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in opens a workspace and syncs it in threads of its own. */
class DeviceSyncTest {
    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final MemoryBackend backend = new MemoryBackend(time);
    private final ProviderRegistry providers = new ProviderRegistry();

    @Test
    void what_is_written_is_pushed_at_once_and_what_is_written_after_signing_out_of_another_waits() throws Exception {
        providers.registerSyncProvider(new MemoryProvider(backend, "laptop"));
        try (DeviceSync sync = new DeviceSync(SyncSettings.in(folder), providers, time)) {
            CountDownLatch pushed = new CountDownLatch(1);
            sync.hooks().on(PushAfter.class, event -> pushed.countDown());
            Workspace acme = sync.signIn(SyncScope.of("acme"), "laptop");
            acme.database().write(tx -> tx.put("kv", "theme", Map.of("value", "dark")));

            assertThat(pushed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(backend.standing("kv", "theme")).isNotNull();

            Workspace other = sync.signIn(SyncScope.of("other"), "laptop");
            assertThat(other.database().list("kv")).isEmpty();
            assertThat(sync.current()).contains(other);
            assertThat(folder.resolve("tidegate-acme.db")).exists();
            assertThatThrownBy(() -> acme.database().list("kv")).isInstanceOf(RuntimeException.class);
        }
        assertThat(Files.exists(folder.resolve("tidegate-other.db"))).isTrue();
    }

    @Test
    void where_syncing_is_switched_off_the_database_works_and_nothing_is_exchanged() {
        MemoryProvider line = new MemoryProvider(backend, "laptop");
        providers.registerSyncProvider(line);
        SyncSettings off = new SyncSettings(folder, false, OutboxLimits.USUAL, Set.of());
        try (DeviceSync sync = new DeviceSync(off, providers, time)) {
            Workspace acme = sync.signIn(SyncScope.of("acme"), "laptop");
            acme.database().write(tx -> tx.put("kv", "theme", Map.of("value", "dark")));
            sync.signOut();
        }
        assertThat(line.pushes()).isZero();
        assertThat(backend.head()).isZero();
    }

    @Test
    void one_of_the_registered_providers_is_active() {
        MemoryProvider first = new MemoryProvider(backend, "laptop");
        assertThatThrownBy(providers::getActiveSyncProvider).isInstanceOf(IllegalStateException.class);
        providers.registerSyncProvider(first);
        assertThat(providers.getActiveSyncProvider()).isSameAs(first);
        assertThatThrownBy(() -> providers.activateSyncProvider("other"))
                .hasMessage("no provider other is registered, only [memory]");
        MemoryProvider second = new MemoryProvider(backend, "laptop");
        providers.registerSyncProvider(second);
        assertThat(providers.getActiveSyncProvider()).isSameAs(second);
    }
}
