package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.MemoryProvider.Fault;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is lost, repeated, restarted or forgotten on the way: in the end all devices hold what the backend holds. */
class ConvergenceTest {
    private static final int DEVICES = 3;
    private static final int STEPS = 400;

    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final MemoryBackend backend = new MemoryBackend(time);
    private final List<MemoryProvider> lines = new ArrayList<>();
    private final List<TestDevice> devices = new ArrayList<>();
    private long opened;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void devices_agree_in_the_end(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < DEVICES; i++) {
            lines.add(new MemoryProvider(backend, "device-" + i).faults(call -> fault(random)));
            devices.add(open(i));
        }
        for (int step = 0; step < STEPS; step++) {
            act(random, random.nextInt(DEVICES));
        }
        lines.forEach(line -> line.faults(call -> Fault.NONE));
        for (int round = 0; round < 8; round++) {
            time.tick(Duration.ofMinutes(1));
            devices.forEach(TestDevice::sync);
            lines.forEach(line -> line.deliver(1_000));
        }
        devices.forEach(TestDevice::pull);
        for (TestDevice device : devices) {
            assertThat(device.database().outbox()).as("seed %d", seed).isEmpty();
            assertThat(held(device)).as("seed %d", seed).containsExactlyElementsOf(held());
            device.close();
        }
    }

    private TestDevice open(int i) {
        opened++;
        return TestDevice.open(TestDevice.settings(folder, "device-" + i), lines.get(i), time, opened);
    }

    private void act(Random random, int i) {
        TestDevice device = devices.get(i);
        String key = "key-" + random.nextInt(6);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> device.put(key, random.nextInt(1_000));
            case 3 -> device.delete(key);
            case 4, 5 -> device.engine().pushTurn();
            case 6, 7 -> device.engine().pullTurn();
            case 8 -> lines.get(i).deliver(random.nextInt(4));
            case 9 -> time.tick(Duration.ofMillis(random.nextInt(20_000)));
            case 10 -> {
                device.close();
                devices.set(i, open(i));
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    backend.forget(Math.max(backend.floor(), backend.head() - random.nextInt(8)));
                } else {
                    lines.get(i).breakOff();
                }
            }
        }
    }

    private static Fault fault(Random random) {
        int dice = random.nextInt(20);
        return dice < Fault.values().length ? List.of(Fault.values()).get(dice) : Fault.NONE;
    }

    private List<String> held(TestDevice device) {
        return device.database().list("kv").stream()
                .map(row -> row.pk() + row.payload() + row.stamp())
                .toList();
    }

    private List<String> held() {
        return backend.rows().stream()
                .filter(row -> row.op() == OpKind.PUT)
                .map(ConvergenceTest::said)
                .toList();
    }

    private static String said(SyncChange row) {
        return row.pk() + row.payload() + row.stamp();
    }
}
