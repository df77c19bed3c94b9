package io.tidegate.device.log.upkeep;

import static io.tidegate.device.Workspaces.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.device.Device;
import io.tidegate.device.Workspaces;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who reads the log while it is cut is told so: the floor is read by the statement that reads the page. */
class FloorTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String WAITING = """
            select 1 from pg_locks l join pg_database d on d.oid = l.database
            where not l.granted and d.datname = current_database() and l.relation = cast('change_log' as regclass)
            """;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OrganizationScope scope = new OrganizationScope(database.dataSource());
    private final Device laptop = device(1, "laptop");
    private final Device phone = device(1, "phone");
    private Workspaces in;

    @BeforeEach
    void begin() {
        in = new Workspaces(database);
        for (int i = 1; i <= 6; i++) {
            in.push(laptop, in.kv("k" + i, "o" + i, 1, i));
        }
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void a_pull_that_began_before_the_floor_rose_answers_no_page_with_a_hole() {
        requiresSnapshot(whileTheLogIsCut(() -> in.pull(phone, 2)));
    }

    @Test
    void a_watch_that_reads_meanwhile_is_told_as_well() {
        requiresSnapshot(whileTheLogIsCut(() -> in.gateway.after(1, 2, 100)));
    }

    /** It has whatever it reads before its page, and waits for the page until floor and deletion are committed. */
    private <T> Future<T> whileTheLogIsCut(Callable<T> reading) {
        return scope.within(1, scoped -> {
            scoped.jdbi().useHandle(handle -> handle.execute("lock table change_log in access exclusive mode"));
            Future<T> reader = threads.submit(reading);
            awaitOneThatWaits(reader);
            new LogUpkeepStore(scoped.jdbi()).forget(1, 4);
            return reader;
        });
    }

    private static void awaitOneThatWaits(Future<?> reader) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (database.texts(WAITING).isEmpty()) {
            assertThat(reader).as("it reads without its page").isNotDone();
            assertThat(System.nanoTime()).as("nobody waits for the log").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void requiresSnapshot(Future<?> reader) {
        assertThatThrownBy(reader::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SyncException.class, e -> assertThat(e.code()).isEqualTo(Code.SNAPSHOT_REQUIRED));
    }
}
