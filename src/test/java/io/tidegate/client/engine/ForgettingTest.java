package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.MemoryProvider.Fault;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.hook.SyncEvent.RescanStarting;
import io.tidegate.client.outbox.OpState;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device does where the backend forgot what it knew, and where it forgets itself. */
class ForgettingTest {
    private static final Duration LONG = Duration.ofDays(31);

    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final MemoryBackend backend = new MemoryBackend(time);
    private final MemoryProvider lineOfB = new MemoryProvider(backend, "b");
    private TestDevice a;
    private TestDevice b;

    @BeforeEach
    void open() {
        a = TestDevice.open(folder, "a", new MemoryProvider(backend, "a"), time).sync();
        b = TestDevice.open(folder, "b", lineOfB, time);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void what_the_backend_accepted_after_it_forgot_a_delete_stands_also_where_the_delete_is_known() {
        b.put("key", 1);
        b.put("key", 2);
        b.delete("key");
        b.sync();
        assertAnewStands("kv", Map.of("value", "anew"));
    }

    @Test
    void the_same_holds_for_a_message_that_was_deleted_while_it_was_being_written() {
        Map<String, Object> message = Map.of("threadId", "t", "role", "user", "index", 0);
        b.database().write(tx -> tx.put("messages", "key", message));
        b.sync();
        b.database()
                .write(tx -> tx.put(
                        "messages", "key", Map.of("threadId", "t", "role", "user", "index", 0, "pending", true)));
        b.database().write(tx -> tx.delete("messages", "key"));
        b.sync();
        assertAnewStands("messages", message);
    }

    /** A device that knows nothing of it makes the record that was deleted; its clock begins at 1. */
    private void assertAnewStands(String table, Map<String, Object> payload) {
        assertThat(b.database().get(table, "key")).isNull();
        listenAnew(b);
        assertThat(b.database().state().cursor()).isEqualTo(backend.head());
        backend.forget(backend.head());
        a.sync();
        var fresh = TestDevice.open(folder, "c", new MemoryProvider(backend, "c"), time)
                .sync();
        var row = fresh.database().transaction(tx -> tx.put(table, "key", payload));
        fresh.sync();
        fresh.close();
        assertThat(row.stamp().clock()).isEqualTo(1);
        listenAnew(b);

        assertThat(b.told(RescanStarting.class)).isEmpty();
        assertThat(b.database().get(table, "key"))
                .isNotNull()
                .satisfies(standing -> assertThat(standing.payload()).isEqualTo(row.payload()));
    }

    @Test
    void what_a_rescan_that_broke_off_had_on_its_stage_does_not_come_back() {
        for (int i = 0; i < 600; i++) {
            a.put("key-" + i, i);
            if (i % 400 == 399) {
                a.push();
            }
        }
        a.sync();
        b.sync();
        a.put("key-1", "later");
        a.sync();
        listenAnew(a);
        behind();
        b.engine().pullTurn();
        b.engine().pullTurn();
        lineOfB.faults(call -> {
            throw new SyncException(Code.SNAPSHOT_REQUIRED, "the page token is too old");
        });
        b.pull();
        // of its first page, and nobody remembers that it was there
        a.delete("key-0");
        a.push();
        listenAnew(a);
        assertThat(Objects.requireNonNull(backend.standing("kv", "key-0")).op()).isEqualTo(OpKind.DELETE);
        backend.forget(backend.head());
        lineOfB.faults(call -> Fault.NONE);
        time.tick(Duration.ofMinutes(5));
        b.sync();

        assertThat(b.told(RescanStarting.class)).hasSize(2);
        assertThat(b.value("key-0")).isNull();
        assertThat(b.database().list("kv")).hasSize(599);
        b.engine().collectTurn();
        assertThat(b.database().query("select 1 from stage_kv")).isEmpty();
    }

    @Test
    void a_delete_that_was_given_up_can_be_taken_back_long_after() {
        a.put("key", 1);
        a.sync();
        b.sync();
        lineOfB.faults(call -> {
            if (call.equals("push")) {
                throw new SyncException(Code.VALIDATION_ERROR, "not like this");
            }
            return Fault.NONE;
        });
        b.delete("key");
        b.sync();
        assertThat(b.database().outbox()).extracting(op -> op.state()).containsExactly(OpState.FAILED);
        backend.forget(backend.head());
        collectAfter(LONG);

        b.engine().failed().discard(b.database().outbox().get(0).opId());
        assertThat(b.value("key")).isEqualTo(1L);
    }

    @Test
    void a_young_tombstone_stays_though_the_backend_forgot_it_and_an_old_one_goes() {
        a.put("key", 1);
        a.delete("key");
        a.sync();
        b.sync();
        backend.forget(backend.head());
        collectAfter(Duration.ofDays(29));
        assertThat(b.database().query("select 1 from tombstones")).hasSize(1);
        collectAfter(Duration.ofDays(2));
        assertThat(b.database().query("select 1 from tombstones")).isEmpty();
    }

    /** It hears of the floor by a pull, and then has nothing to do. */
    private void collectAfter(Duration pause) {
        time.tick(pause);
        listenAnew(b);
        b.engine().collectTurn();
    }

    /** Its line was silent for too long: it pulls. */
    private void listenAnew(TestDevice device) {
        for (int i = 0; i < 2; i++) {
            time.tick(Duration.ofSeconds(61));
            device.pull();
        }
    }

    /** The log goes on without it, and forgets. */
    private void behind() {
        backend.forget(backend.head());
        lineOfB.breakOff();
        b.pull();
        time.tick(Duration.ofMinutes(5));
    }
}
