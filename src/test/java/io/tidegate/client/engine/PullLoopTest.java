package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.MemoryProvider.Fault;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.hook.SyncEvent.BootstrapComplete;
import io.tidegate.client.hook.SyncEvent.BootstrapProgress;
import io.tidegate.client.hook.SyncEvent.ConflictDetected;
import io.tidegate.client.hook.SyncEvent.PullError;
import io.tidegate.client.hook.SyncEvent.RescanCompleted;
import io.tidegate.client.hook.SyncEvent.RescanProgress;
import io.tidegate.client.hook.SyncEvent.RescanStarting;
import io.tidegate.client.hook.SyncEvent.SubscriptionStatus;
import io.tidegate.client.hook.SyncEvent.SubscriptionStatus.State;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How what others wrote comes in. */
class PullLoopTest {
    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final MemoryBackend backend = new MemoryBackend(time);
    private final MemoryProvider lineOfA = new MemoryProvider(backend, "a");
    private final MemoryProvider lineOfB = new MemoryProvider(backend, "b");
    private TestDevice a;
    private TestDevice b;

    @BeforeEach
    void open() {
        a = TestDevice.open(folder, "a", lineOfA, time).sync();
        b = TestDevice.open(folder, "b", lineOfB, time);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void a_new_device_takes_everything_page_by_page() {
        fill(1_100);
        b.sync();

        assertThat(b.told(BootstrapProgress.class))
                .extracting(BootstrapProgress::done)
                .containsExactly(500L, 1_000L, 1_100L);
        assertThat(b.told(BootstrapComplete.class)).hasSize(1);
        assertThat(b.database().list("kv")).hasSize(1_100);
        assertThat(b.database().state().cursor()).isEqualTo(1_100);
        assertThat(backend.cursor("b")).isEqualTo(1_100);
    }

    @Test
    void a_device_that_is_too_far_behind_takes_everything_anew_while_writers_go_on() {
        fill(600);
        b.sync();
        a.put("key-1", "from a");
        a.delete("key-2");
        a.sync();
        backend.forget(backend.head());
        b.put("key-3", "from b");
        away(Duration.ofMinutes(5));
        b.engine().pullTurn();
        b.engine().pullTurn();
        assertThat(b.told(RescanProgress.class)).hasSize(1);
        assertThat(b.value("key-1")).as("what stood goes on standing").isEqualTo(1L);
        b.put("key-4", "from b, meanwhile");
        b.sync();

        assertThat(b.told(RescanStarting.class)).hasSize(1);
        assertThat(b.told(RescanCompleted.class)).hasSize(1);
        assertThat(b.value("key-1")).isEqualTo("from a");
        assertThat(b.value("key-2")).isNull();
        assertThat(backend.standing("kv", "key-3"))
                .isNotNull()
                .satisfies(row -> assertThat(row.payload()).containsEntry("value", "from b"));
        assertThat(b.value("key-4")).isEqualTo("from b, meanwhile");
        assertThat(b.database().outbox()).isEmpty();
    }

    @Test
    void a_rescan_that_fails_leaves_what_stands_and_begins_anew() {
        fill(600);
        b.sync();
        a.put("key-1", "from a");
        a.sync();
        backend.forget(backend.head());
        away(Duration.ofMinutes(5));
        b.engine().pullTurn();
        b.engine().pullTurn();
        lineOfB.faults(call -> {
            throw new SyncException(Code.SNAPSHOT_REQUIRED, "the page token is too old");
        });
        b.pull();
        assertThat(b.value("key-1")).isEqualTo(1L);
        assertThat(b.database().list("kv")).hasSize(600);

        lineOfB.faults(call -> Fault.NONE);
        time.tick(Duration.ofMinutes(5));
        b.sync();
        assertThat(b.told(RescanStarting.class)).hasSize(2);
        assertThat(b.value("key-1")).isEqualTo("from a");
    }

    @Test
    void a_pending_write_that_lost_meanwhile_is_told_and_one_to_a_record_long_gone_as_well() {
        fill(3);
        b.sync();
        b.put("key-0", "from b");
        b.put("key-1", "from b");
        a.put("key-0", "once");
        a.put("key-0", "twice");
        a.sync();
        a.put("key-0", "thrice");
        a.delete("key-1");
        a.sync();
        backend.forget(backend.head());
        away(Duration.ofDays(40));
        b.sync();

        assertThat(b.value("key-0")).isEqualTo("thrice");
        assertThat(b.value("key-1")).isNull();
        assertThat(b.told(ConflictDetected.class))
                .extracting(ConflictDetected::pk)
                .containsExactly("key-0", "key-1");
        assertThat(backend.rows()).hasSize(2);
    }

    @Test
    void a_message_that_is_still_being_written_outlives_a_rescan() {
        fill(1);
        b.sync();
        Map<String, Object> message = Map.of("threadId", "t", "role", "user", "index", 0, "pending", true);
        b.database().write(tx -> tx.put("messages", "m", message));
        a.put("key-0", "from a");
        a.sync();
        backend.forget(backend.head());
        away(Duration.ofMinutes(5));
        b.sync();

        assertThat(b.told(RescanCompleted.class)).hasSize(1);
        assertThat(b.database().list("messages")).hasSize(1);
        assertThat(b.database().outbox()).isEmpty();
    }

    @Test
    void a_line_that_breaks_is_taken_up_again_after_longer_and_longer() {
        b.sync();
        lineOfB.faults(call -> Fault.LOST_REQUEST);
        lineOfB.breakOff();
        List<Long> steps = List.of(1_000L, 2_000L, 5_000L, 10_000L, 30_000L, 30_000L);
        for (long step : steps) {
            assertThat(b.engine().pullTurn().toMillis()).isBetween(step * 3 / 4, step * 5 / 4);
            time.tick(Duration.ofSeconds(40));
        }
        assertThat(b.told(PullError.class)).hasSize(steps.size());

        lineOfB.faults(call -> Fault.NONE);
        b.pull();
        assertThat(lineOfB.isListening()).isTrue();
        assertThat(b.told(SubscriptionStatus.class))
                .extracting(SubscriptionStatus::state)
                .containsExactly(State.CONNECTED, State.DISCONNECTED, State.CONNECTED);
    }

    @Test
    void a_line_that_is_silent_for_too_long_counts_as_broken() {
        b.sync();
        time.tick(Duration.ofSeconds(61));
        b.pull();
        assertThat(lineOfB.isListening()).isFalse();
        assertThat(b.told(PullError.class)).hasSize(1);
    }

    @Test
    void tombstones_go_when_they_are_old_and_the_backend_forgot_them() {
        fill(2);
        a.delete("key-0");
        a.delete("key-1");
        a.sync();
        b.sync();
        time.tick(Duration.ofDays(31));
        b.engine().collectTurn();
        assertThat(tombstones(b)).as("the backend has them still").isEqualTo(2);

        backend.forget(3);
        b.pull();
        time.tick(Duration.ofSeconds(61));
        b.pull();
        time.tick(Duration.ofSeconds(61));
        b.pull();
        b.engine().collectTurn();
        assertThat(tombstones(b)).isEqualTo(1);
    }

    /** Its line breaks, and is tried again so much later. */
    private void away(Duration time) {
        lineOfB.breakOff();
        b.pull();
        this.time.tick(time);
    }

    private static long tombstones(TestDevice device) {
        return device.database()
                .query("select count(*) as n from tombstones")
                .get(0)
                .number("n");
    }

    private void fill(int keys) {
        for (int i = 0; i < keys; i++) {
            a.put("key-" + i, i);
            if (i % 400 == 399) {
                a.push();
            }
        }
        a.sync();
    }
}
