package io.tidegate.client.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.client.hook.Hooks;
import io.tidegate.client.hook.SyncEvent.QueueFull;
import io.tidegate.client.outbox.OutboxFullException;
import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.protocol.wire.SyncScope;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers of one local database, and writers for whom there is no room. */
class WritersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<QueueFull> full = new CopyOnWriteArrayList<>();
    private final CountDownLatch refused = new CountDownLatch(1);
    private LocalDatabase database;

    @BeforeEach
    void open() {
        Hooks hooks = new Hooks();
        hooks.on(QueueFull.class, event -> {
            full.add(event);
            refused.countDown();
        });
        LocalSettings settings = LocalSettings.in(folder, SyncScope.of("acme"), "d")
                .with(new OutboxLimits(40, 1_000_000))
                .hasty();
        database = LocalDatabase.open(settings, new SettableClock(), new Random(1), hooks);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void of_eight_that_write_the_same_rows_at_once_each_write_raises_the_clock_by_one() throws Exception {
        int writers = 8;
        int writes = 120;
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            done.add(threads.submit(() -> {
                begin.await();
                for (int n = 0; n < writes; n++) {
                    String key = "key-" + (writer + n) % 5;
                    put(key, n);
                    assertThat(database.get("kv", key)).isNotNull();
                    assertThat(database.outbox()).hasSizeLessThanOrEqualTo(5);
                }
                return writes;
            }));
        }
        begin.countDown();
        for (Future<Integer> each : done) {
            assertThat(each.get()).isEqualTo(writes);
        }
        assertThat(database.list("kv"))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.stamp().clock()).isEqualTo((long) writers * writes / 5));
        assertThat(database.outbox())
                .hasSize(5)
                .allSatisfy(op -> assertThat(op.op().stamp())
                        .isEqualTo(Objects.requireNonNull(
                                        database.get("kv", op.op().pk()))
                                .stamp()));
        assertThat(full).isEmpty();
    }

    @Test
    void who_waits_for_room_writes_as_soon_as_there_is_some() throws Exception {
        fill();
        Future<LocalRow> writer = writing(LONG);
        refused.await();
        assertThat(writer).isNotDone();
        database.unit(unit -> {
            unit.outbox().store().remove(unit.outbox().store().all().get(0).place());
            return Boolean.TRUE;
        });

        assertThat(writer.get(20, TimeUnit.SECONDS).stamp().clock()).isEqualTo(1);
        assertThat(database.outbox()).hasSize(40);
        assertThat(full).containsExactly(new QueueFull(40, 40));
    }

    @Test
    void who_finds_no_room_in_time_is_refused_and_wrote_nothing() {
        fill();
        assertThatThrownBy(() -> database.write(tx -> tx.put("kv", "more", Map.of()), Duration.ofMillis(5)))
                .isInstanceOf(OutboxFullException.class);
        assertThatThrownBy(() -> database.write(tx -> tx.put("kv", "more", Map.of()), Duration.ZERO))
                .isInstanceOf(OutboxFullException.class);
        assertThat(database.get("kv", "more")).isNull();
        assertThat(database.outbox()).hasSize(40);
        assertThat(full).hasSize(2);
    }

    @Test
    void who_waits_can_be_interrupted() throws Exception {
        fill();
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            try {
                database.write(tx -> tx.put("kv", "more", Map.of()), LONG);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        writer.start();
        refused.await();
        writer.interrupt();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(database.get("kv", "more")).isNull();
    }

    @Test
    void many_that_wait_all_write_in_the_end() throws Exception {
        fill();
        List<Future<LocalRow>> writers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String key = "more-" + i;
            writers.add(threads.submit(() -> database.transaction(tx -> tx.put("kv", key, Map.of()), LONG)));
        }
        refused.await();
        for (int i = 0; i < 6; i++) {
            database.unit(unit -> {
                unit.outbox().store().remove(unit.outbox().store().all().get(0).place());
                return Boolean.TRUE;
            });
        }
        for (Future<LocalRow> each : writers) {
            assertThat(each.get(20, TimeUnit.SECONDS).stamp().clock()).isEqualTo(1);
        }
        assertThat(database.outbox()).hasSize(40);
    }

    private Future<LocalRow> writing(Duration longest) {
        Callable<LocalRow> write = () -> database.transaction(tx -> tx.put("kv", "more", Map.of()), longest);
        return threads.submit(write);
    }

    private void fill() {
        for (int i = 0; i < 40; i++) {
            put("key-" + i, i);
        }
    }

    private void put(String key, int value) {
        database.write(tx -> tx.put("kv", key, Map.of("value", value)));
    }
}
