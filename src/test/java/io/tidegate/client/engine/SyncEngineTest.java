package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.MemoryProvider.Fault;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.hook.SyncEvent.ConflictDetected;
import io.tidegate.client.hook.SyncEvent.PushAfter;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices and a backend exchange what was written. */
class SyncEngineTest {
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
        a = TestDevice.open(folder, "a", lineOfA, time);
        b = TestDevice.open(folder, "b", lineOfB, time);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void what_one_device_writes_reaches_the_other() {
        a.put("theme", "dark");
        a.sync();
        b.sync();

        assertThat(b.value("theme")).isEqualTo("dark");
        assertThat(a.database().outbox()).isEmpty();
        assertThat(b.database().state().cursor()).isEqualTo(1);
        assertThat(a.told(PushAfter.class)).containsExactly(new PushAfter(SyncScope.of("acme"), 1, 0));
    }

    @Test
    void what_is_told_to_a_listening_device_is_applied_and_not_captured() {
        a.sync();
        b.sync();
        a.put("theme", "dark");
        a.push();
        lineOfB.deliver(10);
        b.pull();

        assertThat(b.value("theme")).isEqualTo("dark");
        assertThat(b.database().outbox()).isEmpty();
    }

    @Test
    void devices_that_write_a_record_at_once_agree_and_the_loser_hears_of_it() {
        a.sync();
        b.sync();
        a.put("theme", "dark");
        time.tick(Duration.ofMillis(5));
        b.put("theme", "light");
        a.push();
        b.push();
        lineOfA.deliver(10);
        lineOfB.deliver(10);
        a.pull();
        b.pull();

        assertThat(a.value("theme")).isEqualTo("light");
        assertThat(b.value("theme")).isEqualTo("light");
        assertThat(backend.head()).isEqualTo(2);
        assertThat(a.told(ConflictDetected.class)).isEmpty();

        a.put("theme", "blue");
        b.put("theme", "red");
        b.push();
        a.push();
        assertThat(a.told(ConflictDetected.class).size()
                        + b.told(ConflictDetected.class).size())
                .isEqualTo(1);
    }

    @Test
    void a_write_that_stands_higher_outlives_what_comes_in_and_tells_of_it() {
        a.sync();
        b.sync();
        b.put("theme", "first");
        b.put("theme", "second");
        a.put("theme", "dark");
        a.push();
        lineOfB.deliver(10);
        b.pull();

        assertThat(b.value("theme")).isEqualTo("second");
        assertThat(b.told(ConflictDetected.class)).singleElement().satisfies(conflict -> {
            assertThat(conflict.winner()).isEqualTo(conflict.local());
            assertThat(conflict.remote()).isEqualTo(backend.standing("kv", "theme"));
        });
        b.push();
        lineOfA.deliver(10);
        a.pull();
        assertThat(a.value("theme")).isEqualTo("second");
    }

    @Test
    void the_cursor_moves_with_what_it_covers() {
        a.sync();
        b.sync();
        a.put("theme", "dark");
        a.push();
        lineOfB.deliver(10);
        b.pull();
        assertThat(b.database().state().cursor()).isEqualTo(1);

        lineOfB.breakOff();
        a.put("theme", "light");
        a.push();
        b.pull();
        time.tick(Duration.ofMinutes(1));
        b.pull();
        assertThat(b.database().state().cursor()).isEqualTo(2);
        assertThat(backend.cursor("b")).isEqualTo(2);
    }

    @Test
    void a_push_whose_answer_was_lost_is_settled_by_the_next() {
        a.sync();
        lineOfA.faults(call -> call.equals("push") ? Fault.LOST_ANSWER : Fault.NONE);
        a.put("theme", "dark");
        a.push();
        assertThat(a.database().outbox()).hasSize(1);

        lineOfA.faults(call -> Fault.NONE);
        time.tick(Duration.ofSeconds(10));
        a.push();
        assertThat(a.database().outbox()).isEmpty();
        assertThat(backend.head()).isEqualTo(1);
    }

    @Test
    void a_deleted_record_is_gone_everywhere_and_can_be_written_again() {
        a.put("theme", "dark");
        a.sync();
        b.sync();
        b.delete("theme");
        b.push();
        lineOfA.deliver(10);
        a.pull();
        assertThat(a.value("theme")).isNull();

        a.put("theme", "light");
        a.push();
        lineOfB.deliver(10);
        b.pull();
        assertThat(b.value("theme")).isEqualTo("light");
        assertThat(b.database().list("kv"))
                .singleElement()
                .satisfies(row -> assertThat(row.stamp().clock()).isEqualTo(3));
    }
}
