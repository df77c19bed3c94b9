package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Node;
import io.tidegate.rotation.RetiredKeyStore;
import io.tidegate.rotation.Rotation;
import io.tidegate.rotation.SealedStore;
import io.tidegate.vault.IndexKeyStore;
import io.tidegate.vault.KeyRing;
import io.tidegate.vault.MasterKeyFile;
import io.tidegate.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The master key is replaced, several times, while two nodes sync. */
class KeyRotationTest {
    private static final int DOCKS = 24;
    private static final int ROUNDS = 4;

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void no_run_fails_while_keys_are_rotated() throws Exception {
        node.droplets().records(3, TestNode::droplet);
        List<Long> docks = new ArrayList<>();
        for (int i = 0; i < DOCKS; i++) {
            docks.add(node.dock("servers"));
        }
        String first = node.node().vault().keyId();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Node another = node.startAnother()) {
            assertThat(another.vault().keyId()).isEqualTo(first);
            Future<Integer> rotations = threads.submit(() -> {
                int count = 0;
                for (; !enough.get(); count++) {
                    rotate();
                }
                return count;
            });
            for (int round = 0; round < ROUNDS; round++) {
                node.clock.tick(Duration.ofMinutes(1));
                docks.forEach(node::enqueue);
                docks.forEach(node::await);
            }
            enough.set(true);
            assertThat(rotations.get(60, TimeUnit.SECONDS)).isPositive();
        } finally {
            threads.shutdownNow();
        }
        assertThat(node.stored().rows("select status, count(*) as runs from sync_events group by status"))
                .containsExactly(Map.of("status", "success", "runs", (long) ROUNDS * DOCKS));
        assertThat(node.stored().rows("select * from sync_errors")).isEmpty();
        assertThat(keyFile().read()).singleElement().satisfies(key -> {
            assertThat(key.keyId()).isNotEqualTo(first);
            assertThat(new SealedStore(jdbi()).counts())
                    .allMatch(count -> count.keyId().equals(key.keyId()));
        });
    }

    private static MasterKeyFile keyFile() {
        return new MasterKeyFile(node.routes().resolveSibling("data").resolve("master.key"));
    }

    private static Integer rotate() {
        KeyRing ring = KeyRing.of(keyFile());
        Vault vault = new Vault(ring, new IndexKeyStore(jdbi(), node.clock));
        Rotation rotation =
                new Rotation(new SealedStore(jdbi()), new RetiredKeyStore(jdbi()), ring, keyFile(), node.clock);
        return Objects.requireNonNull(rotation.run(vault, false, step -> {}))
                .gone()
                .size();
    }

    private static Jdbi jdbi() {
        return node.node().database().jdbi();
    }
}
