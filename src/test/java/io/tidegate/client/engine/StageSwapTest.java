package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.local.RecordState;
import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on a stage does not depend on how often and in which order a backend tells it. */
class StageSwapTest {
    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private TestDevice device;

    @BeforeEach
    void open() {
        device = TestDevice.open(folder, "a", new MemoryProvider(new MemoryBackend(time), "a"), time);
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void what_was_accepted_later_stands_also_where_its_clock_is_lower() {
        assertThat(staged(change(3, "old", 5), change(9, "anew", 1))).isEqualTo("9 anew 1");
    }

    @Test
    void a_page_that_comes_late_brings_nothing_back() {
        assertThat(staged(change(9, "anew", 1), change(3, "old", 5))).isEqualTo("9 anew 1");
    }

    @Test
    void a_write_that_is_told_again_keeps_the_stamp_it_has() {
        assertThat(staged(change(3, "op", 5), change(9, "moved:9", 5))).isEqualTo("3 op 5");
    }

    private String staged(SyncChange... changes) {
        return device.database().unit(unit -> {
            StageSwap stage = new StageSwap(unit, device.database().scope());
            for (SyncChange change : changes) {
                stage.take(change);
            }
            RecordState state = Objects.requireNonNull(unit.stage().state("kv", "key"));
            return state.version() + " " + state.stamp().opId() + " "
                    + state.stamp().clock();
        });
    }

    private static SyncChange change(long version, String opId, long clock) {
        return new SyncChange(
                version,
                "kv",
                OpKind.PUT,
                "key",
                Map.of("name", "key", "value", opId),
                new ChangeStamp("b", opId, new Hlc(clock, 0, 7), clock));
    }
}
