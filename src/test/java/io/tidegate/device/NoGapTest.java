package io.tidegate.device;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.device.log.LogEntry;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many push at once, many read at once: the order of the log is one, without a gap at any moment. */
class NoGapTest {
    private static final int WRITERS = 6;
    private static final int PUSHES = 40;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void readers_never_see_a_version_before_a_lower_one() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<List<Long>>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int page = 1 + i * 7;
            readers.add(threads.submit(() -> read(over, page)));
        }
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "w" + i;
            writers.add(threads.submit(() -> write(name)));
        }
        int applied = 0;
        for (Future<Integer> each : writers) {
            applied += each.get();
        }
        over.set(true);
        for (Future<List<Long>> each : readers) {
            assertThat(each.get()).hasSize(applied);
        }
        assertThat(in.gateway.counter(1).head()).isEqualTo(applied);
        assertThat(in.texts("select count(*) || ' ' || max(server_version) from change_log"))
                .containsExactly(applied + " " + applied);
    }

    /** Follows the log to its end, and fails at the first gap. */
    private List<Long> read(AtomicBoolean over, int page) {
        List<Long> seen = new ArrayList<>();
        boolean last;
        do {
            last = over.get();
            List<LogEntry> entries;
            do {
                entries = in.gateway.after(1, seen.size(), page).entries();
                for (LogEntry entry : entries) {
                    assertThat(entry.change().serverVersion()).isEqualTo(seen.size() + 1);
                    seen.add(entry.change().serverVersion());
                }
            } while (!entries.isEmpty());
        } while (!last);
        return seen;
    }

    /** Half of the records are its own, half everybody's. */
    private int write(String name) {
        DeviceGateway node = in.node();
        int applied = 0;
        for (int i = 0; i < PUSHES; i++) {
            PendingOp own = in.kv(name + "-" + i, name + "o" + i, 1, i);
            PendingOp shared = in.kv("shared" + i % 3, name + "s" + i, i + 1, name);
            for (OpResult result :
                    Workspaces.push(node, device(1, name), own, shared).results()) {
                applied += result.status() == OpResult.Status.APPLIED ? 1 : 0;
            }
        }
        return applied;
    }

    /** As a process of its own: within one, pushes into a workspace come one after the other anyway. */
    private OpResult one(Device device, PendingOp op) {
        return Workspaces.push(in.node(), device, op).results().get(0);
    }

    @Test
    void of_pushes_that_create_one_row_at_once_the_highest_clock_stands() throws Exception {
        for (int round = 0; round < 12; round++) {
            String key = "k" + round;
            List<Future<OpResult>> results = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                PendingOp op = in.kv(key, key + "-" + i, i, i);
                results.add(threads.submit(() -> one(device(1, "d"), op)));
            }
            for (Future<OpResult> each : results) {
                assertThat(each.get().status()).isIn(OpResult.Status.APPLIED, OpResult.Status.SUPERSEDED);
            }
            List<SyncChange> log = in.pull(device(1, "r"), 0).stream()
                    .filter(change -> change.pk().equals(key))
                    .toList();
            assertThat(log).isSortedAccordingTo(Comparator.comparing(SyncChange::stamp, ChangeStamp.ORDER));
            assertThat(in.texts("select value::text || ' ' || clock from synced_kv where name = '" + key + "'"))
                    .containsExactly("8 8");
        }
    }

    @Test
    void the_first_pushes_into_a_workspace_may_come_at_once() throws Exception {
        List<Future<OpResult>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PendingOp op = in.put("projects", "p" + i, "o" + i, 1, Map.of("name", "P"));
            results.add(threads.submit(() -> one(device(2, "d"), op)));
        }
        List<Long> versions = new ArrayList<>();
        for (Future<OpResult> each : results) {
            versions.add(each.get().serverVersion());
        }
        assertThat(versions).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }
}
