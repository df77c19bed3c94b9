package io.tidegate.device.log.upkeep;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.Device;
import io.tidegate.device.Workspaces;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log forgets what is old and known to every device that is not away for good. */
class LogUpkeepTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Device laptop = device(1, "laptop");
    private final Device phone = device(1, "phone");
    private final OrganizationScope scope = new OrganizationScope(database.dataSource());
    private Workspaces in;
    private volatile boolean forgotten;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
    }

    private void upkeep(int batch) {
        new LogUpkeep(new LogUpkeepStore(database.jdbi()), scope, in.clock, batch).hourly();
    }

    private String kept() {
        return in.texts("""
                        select concat_ws(' ', (select floor from server_version_counter where workspace_id = 1),
                            (select count(*) from change_log), (select count(*) from tombstones),
                            (select count(*) from synced_kv))
                        """).get(0);
    }

    /** Versions 1 to 4: a row, one that is deleted, and a tombstone without a row. */
    private void fill() {
        in.push(laptop, in.kv("a", "1", 1, 1), in.kv("b", "2", 1, 1));
        in.push(laptop, in.delete("kv", "b", "3", 2), in.delete("kv", "c", "4", 1));
    }

    @Test
    void what_is_younger_than_the_retention_stays() {
        fill();
        in.clock.tick(RETENTION);
        upkeep(100);
        assertThat(kept()).isEqualTo("0 4 2 2");
        in.clock.tick(MOMENT);
        upkeep(100);
        assertThat(kept()).isEqualTo("4 0 0 1");
        assertThat(in.gateway.snapshot(phone, Workspaces.scope(phone), null, 9).changes())
                .extracting(SyncChange::pk)
                .containsExactly("a");
    }

    @Test
    void what_an_active_device_does_not_know_yet_stays() {
        fill();
        in.pull(phone, 0);
        in.clock.tick(RETENTION.plus(MOMENT));
        upkeep(100);
        assertThat(kept()).isEqualTo("0 4 2 2");
        in.gateway.moveCursor(phone, "phone", 3);
        upkeep(100);
        assertThat(kept()).isEqualTo("3 1 1 1");
        in.gateway.moveCursor(phone, "phone", 4);
        upkeep(100);
        assertThat(kept()).isEqualTo("4 0 0 1");
    }

    @Test
    void a_device_that_moved_nothing_for_sixty_days_holds_nothing_back_and_takes_a_snapshot() {
        fill();
        in.pull(phone, 0);
        in.gateway.moveCursor(phone, "phone", 1);
        in.clock.tick(Duration.ofDays(60).minus(MOMENT));
        in.pull(phone, 1);
        upkeep(100);
        assertThat(kept()).isEqualTo("1 3 2 2");
        in.clock.tick(MOMENT);
        upkeep(100);
        assertThat(kept()).isEqualTo("4 0 0 1");
        requiresSnapshot(() -> in.pull(phone, 1));
        requiresSnapshot(() -> in.gateway.after(1, 3, 10));
        requiresSnapshot(() -> in.one(phone, in.kv("b", "5", 1, "back")));
        requiresSnapshot(() -> in.gateway.moveCursor(phone, "phone", 2));
        assertThat(in.pull(phone, 4)).isEmpty();
        assertThat(in.one(phone, in.kv("d", "6", 1, 1)).status()).isEqualTo(OpResult.Status.APPLIED);
        assertThat(in.gateway
                        .pull(phone, PullRequest.after(Workspaces.scope(phone), 4))
                        .oldestRetainedVersion())
                .isEqualTo(4);
    }

    @Test
    void a_cursor_below_the_floor_holds_nothing_back() {
        fill();
        in.pull(phone, 0);
        in.clock.tick(Duration.ofDays(61));
        upkeep(100);
        database.jdbi().useHandle(handle -> handle.execute("update device_cursors set moved_at = '2036-01-01'"));
        in.push(laptop, in.kv("e", "7", 1, 1));
        in.clock.tick(RETENTION.plus(MOMENT));
        upkeep(100);
        assertThat(kept()).isEqualTo("5 0 0 2");
    }

    @Test
    void what_is_deleted_and_came_back_stays() {
        in.push(laptop, in.kv("a", "1", 1, 1), in.delete("kv", "a", "2", 2), in.kv("a", "3", 3, 3));
        in.clock.tick(RETENTION.plus(MOMENT));
        in.push(laptop, in.delete("kv", "a", "4", 4));
        upkeep(100);
        assertThat(kept()).isEqualTo("3 1 1 1");
    }

    @Test
    void what_is_forgotten_does_not_come_back_by_an_old_write() {
        fill();
        var old = in.kv("b", "old", 1, "back");
        in.clock.tick(RETENTION.plus(MOMENT));
        upkeep(100);
        assertThat(in.one(laptop, old)).isEqualTo(OpResult.superseded("old", null));
    }

    @Test
    void batches_of_any_size_come_to_the_same_and_doing_it_again_to_nothing() {
        for (int batch = 1; batch <= 5; batch++) {
            in = new Workspaces(database);
            fill();
            in.clock.tick(RETENTION.plus(MOMENT));
            in.push(laptop, in.kv("young", "9", 1, 1));
            upkeep(batch);
            assertThat(kept()).isEqualTo("4 1 0 2");
            upkeep(batch);
            assertThat(kept()).isEqualTo("4 1 0 2");
        }
    }

    @Test
    void two_never_work_on_one_workspace_at_once() {
        fill();
        in.clock.tick(RETENTION.plus(MOMENT));
        scope.within(1, scoped -> {
            assertThat(new LogUpkeepStore(scoped.jdbi()).take(1)).isTrue();
            upkeep(100);
            return true;
        });
        assertThat(kept()).isEqualTo("0 4 2 2");
    }

    /** The floor and what goes by it are committed together: a reader has either the entries or is told that they went. */
    @Test
    void who_reads_meanwhile_misses_nothing_unknowingly() throws Exception {
        for (int i = 0; i < 40; i++) {
            in.push(laptop, in.kv("k" + i % 7, "o" + i, i + 1, i), in.delete("kv", "g" + i, "d" + i, 1));
        }
        in.clock.tick(RETENTION.plus(MOMENT));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(this::readTillGone));
            }
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    in.push(laptop, in.kv("g" + i, "again" + i, 2, i), in.kv("k" + i % 7, "w" + i, 100 + i, i));
                }
            });
            upkeep(1);
            writer.get();
            upkeep(1);
            forgotten = true;
            for (Future<Integer> each : readers) {
                assertThat(each.get()).isNotNegative();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(kept()).startsWith("80 40 0 ");
    }

    /** From the beginning, again and again: the page is whole each time until it is refused. */
    private int readTillGone() {
        int pages = 0;
        while (true) {
            boolean late = forgotten;
            try {
                List<SyncChange> page = in.gateway.after(1, 0, 1000).entries().stream()
                        .map(entry -> entry.change())
                        .toList();
                for (int i = 0; i < page.size(); i++) {
                    assertThat(page.get(i).serverVersion()).isEqualTo(i + 1);
                }
                assertThat(page.size()).isGreaterThanOrEqualTo(80);
                pages++;
                assertThat(late).as("all of it is past its retention").isFalse();
            } catch (SyncException e) {
                assertThat(e.code()).isEqualTo(Code.SNAPSHOT_REQUIRED);
                return pages;
            }
        }
    }

    private static void requiresSnapshot(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(Code.SNAPSHOT_REQUIRED));
    }
}
