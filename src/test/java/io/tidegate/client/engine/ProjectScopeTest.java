package io.tidegate.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.client.backend.TestDevice;
import io.tidegate.client.hook.SyncEvent.RescanCompleted;
import io.tidegate.client.local.LocalRow;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that syncs one project of a workspace. */
class ProjectScopeTest {
    @TempDir
    private Path folder;

    private final SettableClock time = new SettableClock();
    private final MemoryBackend backend = new MemoryBackend(time);

    @Test
    void a_thread_that_leaves_the_project_leaves_the_device_with_its_messages() {
        MemoryProvider line = new MemoryProvider(backend, "narrow");
        try (TestDevice writer = TestDevice.open(folder, "wide", new MemoryProvider(backend, "wide"), time);
                TestDevice device = TestDevice.open(settings("p1"), line, time, 5)) {
            writer.sync();
            device.sync();
            writer.database().write(tx -> {
                tx.put("threads", "t", Map.of("projectId", "p1"));
                tx.put("messages", "m", Map.of("threadId", "t", "role", "user", "index", 0));
            });
            writer.push();
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("messages")).hasSize(1);

            writer.database().write(tx -> tx.put("threads", "t", Map.of("projectId", "p2")));
            writer.push();
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("threads")).isEmpty();
            assertThat(device.database().list("messages")).isEmpty();
            assertThat(device.database().outbox()).isEmpty();
        }
    }

    @Test
    void a_message_that_waits_when_its_thread_leaves_the_project_is_pushed_all_the_same() {
        MemoryProvider line = new MemoryProvider(backend, "narrow");
        try (TestDevice writer = TestDevice.open(folder, "wide", new MemoryProvider(backend, "wide"), time);
                TestDevice device = TestDevice.open(settings("p1"), line, time, 5)) {
            writer.sync();
            device.sync();
            writer.database().write(tx -> {
                tx.put("threads", "t", Map.of("projectId", "p1"));
                tx.put("messages", "m", Map.of("threadId", "t", "role", "user", "index", 0));
            });
            writer.push();
            line.deliver(10);
            device.pull();
            // one over what stands, one that is new, and one that nobody is to have yet
            device.database().write(tx -> {
                tx.put("messages", "m", Map.of("threadId", "t", "role", "user", "index", 1));
                tx.put("messages", "n", Map.of("threadId", "t", "role", "user", "index", 2));
                tx.put("messages", "p", Map.of("threadId", "t", "role", "user", "index", 3, "pending", true));
            });
            writer.database().write(tx -> tx.put("threads", "t", Map.of("projectId", "p2")));
            writer.push();
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("threads")).isEmpty();
            assertThat(device.database().list("messages")).hasSize(3);

            device.push();
            assertThat(device.database().outbox()).isEmpty();
            assertThat(Objects.requireNonNull(backend.standing("messages", "m")).payload())
                    .containsEntry("index", 1L);
            assertThat(Objects.requireNonNull(backend.standing("messages", "n")).payload())
                    .containsEntry("index", 2L);
            // the backend has them, and they are none of this project's; what nobody else has stays
            assertThat(device.database().list("messages"))
                    .extracting(LocalRow::pk)
                    .containsExactly("p");
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("messages"))
                    .extracting(LocalRow::pk)
                    .containsExactly("p");
        }
    }

    @Test
    void a_message_that_goes_to_a_thread_of_another_project_leaves_and_so_do_those_of_a_thread_that_is_deleted() {
        MemoryProvider line = new MemoryProvider(backend, "narrow");
        try (TestDevice writer = TestDevice.open(folder, "wide", new MemoryProvider(backend, "wide"), time);
                TestDevice device = TestDevice.open(settings("p1"), line, time, 5)) {
            writer.sync();
            device.sync();
            writer.database().write(tx -> {
                tx.put("threads", "t", Map.of("projectId", "p1"));
                tx.put("messages", "m", Map.of("threadId", "t", "role", "user", "index", 0));
                tx.put("messages", "n", Map.of("threadId", "t", "role", "user", "index", 1));
            });
            writer.push();
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("messages")).hasSize(2);

            writer.database()
                    .write(tx -> tx.put("messages", "m", Map.of("threadId", "other", "role", "user", "index", 0)));
            writer.push();
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("messages"))
                    .extracting(LocalRow::pk)
                    .containsExactly("n");

            writer.database().write(tx -> tx.delete("threads", "t"));
            writer.push();
            line.deliver(10);
            device.pull();
            assertThat(device.database().list("messages")).isEmpty();
        }
    }

    @Test
    void a_device_that_turns_to_another_project_takes_everything_anew() {
        MemoryProvider line = new MemoryProvider(backend, "narrow");
        TestDevice.open(settings("p1"), line, time, 5).sync().close();
        try (TestDevice device = TestDevice.open(settings("p2"), line, time, 6).sync()) {
            assertThat(device.told(RescanCompleted.class)).hasSize(1);
        }
    }

    private LocalSettings settings(String project) {
        Path file = folder.resolve("narrow.db");
        return new LocalSettings(file, new SyncScope("acme", project), "narrow", OutboxLimits.USUAL, false, Set.of());
    }
}
