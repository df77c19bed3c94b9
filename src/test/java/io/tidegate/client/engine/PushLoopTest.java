package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.MemoryProvider.Fault;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.hook.SyncEvent.ErrorRaised;
import io.tidegate.client.hook.SyncEvent.PushBefore;
import io.tidegate.client.hook.SyncEvent.RetryScheduled;
import io.tidegate.client.outbox.OpState;
import io.tidegate.client.outbox.OutboxOp;
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

/** What becomes of ops that are pushed. */
class PushLoopTest {
    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final MemoryBackend backend = new MemoryBackend(time);
    private final MemoryProvider line = new MemoryProvider(backend, "a");
    private TestDevice device;

    @BeforeEach
    void open() {
        device = TestDevice.open(folder, "a", line, time).sync();
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void at_most_fifty_ops_go_at_once() {
        for (int i = 0; i < 120; i++) {
            device.put("key-" + i, i);
        }
        device.push();

        assertThat(device.told(PushBefore.class)).extracting(PushBefore::count).containsExactly(50, 50, 20);
        assertThat(backend.head()).isEqualTo(120);
    }

    @Test
    void an_outage_costs_no_attempt_and_waits_longer_each_time() {
        line.faults(call -> Fault.LOST_REQUEST);
        device.put("theme", "dark");
        for (int i = 0; i < 6; i++) {
            device.push();
            time.tick(Duration.ofSeconds(7));
        }

        assertThat(only()).satisfies(op -> {
            assertThat(op.state()).isEqualTo(OpState.PENDING);
            assertThat(op.standing().attempts()).isZero();
        });
        List<Duration> delays = device.told(RetryScheduled.class).stream()
                .map(RetryScheduled::delay)
                .toList();
        assertThat(delays).hasSize(6);
        List<Integer> steps = List.of(250, 1000, 3000, 5000, 5000, 5000);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(delays.get(i).toMillis()).isBetween(steps.get(i) * 3L / 4, steps.get(i) * 5L / 4);
        }
    }

    @Test
    void a_limited_device_waits_as_long_as_it_is_told() {
        line.faults(call -> {
            throw new SyncException(Code.RATE_LIMITED, "too many", Duration.ofSeconds(40));
        });
        device.put("theme", "dark");

        assertThat(device.engine().pushTurn()).isEqualTo(Duration.ofSeconds(40));
        assertThat(device.engine().pushTurn()).isEqualTo(Duration.ofSeconds(40));
        assertThat(line.pushes()).isZero();
        assertThat(only().standing().attempts()).isZero();
    }

    @Test
    void after_the_fourth_attempt_that_counted_an_op_is_kept_and_can_be_retried() {
        line.faults(call -> {
            throw new IllegalArgumentException("broken");
        });
        device.put("theme", "dark");
        for (int i = 0; i < 6; i++) {
            device.push();
            time.tick(Duration.ofSeconds(10));
        }
        assertThat(device.told(RetryScheduled.class))
                .extracting(RetryScheduled::attempts)
                .containsExactly(1, 2, 3);
        assertThat(device.told(ErrorRaised.class)).hasSize(1);
        assertThat(only().state()).isEqualTo(OpState.FAILED);

        line.faults(call -> Fault.NONE);
        assertThat(device.engine().failed().retry(only().opId())).isTrue();
        device.push();
        assertThat(backend.standing("kv", "theme")).isNotNull();
        assertThat(device.database().outbox()).isEmpty();
    }

    @Test
    void a_permanent_code_fails_at_once_and_discarding_gives_back_what_the_backend_has() {
        device.put("theme", "dark");
        device.sync();
        line.faults(call -> {
            throw new SyncException(Code.OVERSIZED, "too large");
        });
        device.put("theme", "light");
        device.push();
        assertThat(only().state()).isEqualTo(OpState.FAILED);
        assertThat(only().standing().code()).isEqualTo(Code.OVERSIZED);

        assertThat(device.engine().failed().discard(only().opId())).isTrue();
        assertThat(device.value("theme")).isEqualTo("dark");
        assertThat(device.database().outbox()).isEmpty();
    }

    @Test
    void a_batch_that_is_refused_as_a_whole_is_split_until_the_culprit_is_found() {
        for (int i = 0; i < 8; i++) {
            device.put("key-" + i, i);
        }
        int[] pushes = {0};
        line.faults(call -> {
            if (call.equals("push") && pushes[0]++ < 3) {
                throw new SyncException(Code.VALIDATION_ERROR, "one of them is wrong");
            }
            return Fault.NONE;
        });
        device.push();

        assertThat(device.told(PushBefore.class)).extracting(PushBefore::count).startsWith(8, 4, 2, 1);
        assertThat(device.engine().failed().list()).isEmpty();
        assertThat(backend.head()).isEqualTo(8);
    }

    @Test
    void an_op_on_its_way_is_never_coalesced_into() {
        device.put("theme", "first");
        device.database().unit(unit -> unit.outbox().depart(time.instant(), 50, 1_000_000));
        device.put("theme", "second");
        device.put("theme", "third");

        assertThat(device.database().outbox())
                .extracting(OutboxOp::state)
                .containsExactly(OpState.IN_FLIGHT, OpState.PENDING);
        device.push();
        assertThat(backend.head()).isZero();

        close();
        device = TestDevice.open(TestDevice.settings(folder, "a"), line, time, 99);
        assertThat(only().op().payload()).containsEntry("value", "third");
        assertThat(only().state()).isEqualTo(OpState.PENDING);
        device.push();
        assertThat(backend.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.stamp().clock()).isEqualTo(3));
    }

    @Test
    void what_was_written_long_ago_is_written_anew_by_a_device_that_is_up_to_date() {
        device.put("theme", "dark");
        time.tick(Duration.ofDays(40));
        device.push();
        assertThat(backend.head()).isZero();
        device.pull();
        time.tick(Duration.ofMinutes(1));
        device.sync();

        assertThat(device.database().outbox()).isEmpty();
        assertThat(backend.standing("kv", "theme")).isNotNull();
    }

    @Test
    void runs_are_written_down() {
        device.put("theme", "dark");
        device.push();
        line.faults(call -> Fault.LOST_REQUEST);
        device.put("theme", "light");
        device.push();

        assertThat(device.database().query("select status, pushed, errors from sync_runs order by id"))
                .extracting(row -> row.text("status") + row.number("pushed") + row.number("errors"))
                .containsExactly("completed10", "failed01");
        assertThat(device.database().query("select * from sync_runs").get(0).values())
                .containsKeys("started_at", "completed_at", "pulled", "conflicts", "error")
                .containsAllEntriesOf(Map.of("status", "completed"));
    }

    private OutboxOp only() {
        assertThat(device.database().outbox()).hasSize(1);
        return device.database().outbox().get(0);
    }
}
