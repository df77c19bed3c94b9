package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.Node;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.backup.Backup;
import io.tidegate.db.backup.Restore;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.Hold;
import io.tidegate.testing.SettableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is made in the middle of a run, and a Tidegate that goes on from it. */
class BackupWhileSyncingTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final int PAGES = 40;
    private static final int PAGE = 5;
    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private final AtomicReference<Hold> hold = new AtomicReference<>();
    private final AtomicBoolean passed = new AtomicBoolean();

    @Test
    void what_is_restored_are_whole_pages_of_the_run_and_the_next_run_reads_the_others() throws Exception {
        Path file = folder.resolve("backup.tar.gz");
        try (FakeProvider provider = new FakeProvider(clock)) {
            provider.list(DROPLETS, "droplets")
                    .records(PAGES * PAGE, TestNode::droplet)
                    .pageSize(PAGE);
            NodeHome home;
            long dock;
            List<Stored.Resource> original;
            try (Database here = Database.open(embedded("here"))) {
                home = NodeHome.make(here.url(), Map.of());
                try (Node node = start(home, provider)) {
                    dock = add(node);
                    hold.set(provider.hold(DROPLETS));
                    enqueue(here, dock);
                    new Backup(embedded("here"), clock.instant(), (done, all) -> pagesPass(provider)).write(file, null);
                    original = new Stored(here.jdbi()).resources(dock, "servers");
                    Objects.requireNonNull(hold.get()).release();
                }
            }

            new Restore(embedded("there"), (done, all) -> {}).read(file);

            try (Database there = Database.open(embedded("there"))) {
                Stored restored = new Stored(there.jdbi());
                List<Stored.Resource> records = restored.resources(dock, "servers");
                int pages = restored.position(dock, "servers", "").page();
                assertThat(pages).isGreaterThanOrEqualTo(9).isLessThan(PAGES);
                assertThat(records).hasSize(pages * PAGE);
                // with PostgreSQL's own number and place of each row
                assertThat(original).startsWith(records.toArray(Stored.Resource[]::new));
                assertThat(restored.changes(dock)).hasSameSizeAs(records);
                restored.countsHold();
                goOn(new NodeHome(home.folder(), there.url(), Map.of()), there, provider, dock);
                assertThat(restored.live(dock, "servers")).hasSize(PAGES * PAGE);
            }
        }
    }

    /** Behind each file that is copied: behind the first one the run writes some pages, then it stands still. */
    private void pagesPass(FakeProvider provider) {
        if (passed.compareAndSet(false, true)) {
            Objects.requireNonNull(hold.get()).release();
            provider.awaitRequests(DROPLETS, 10, TestNode.SOON);
            hold.set(provider.hold(DROPLETS));
        }
    }

    /** The run of the worker that is no more is given up, and the next one goes on behind its last page. */
    private void goOn(NodeHome home, Database there, FakeProvider provider, long dock) throws SQLException {
        Stored restored = new Stored(there.jdbi());
        try (RunEnds ends = new RunEnds(there.dataSource());
                Node node = start(home, provider)) {
            clock.tick(LEASE.plusSeconds(2));
            node.beans().jobQueue().rescue();
            ends.await(dock);
            restored.rows("select pg_notify(?, '')", QueueStore.CHANNEL);
            ends.await(dock);
            assertThat(restored.event(dock).status()).isEqualTo("success");
        }
    }

    private Node start(NodeHome home, FakeProvider provider) {
        return home.start("tested", clock, Map.of("tidegate.provider.digitalocean.base-url", provider.baseUrl()));
    }

    private long add(Node node) {
        return TestDocks.add(
                node,
                new TestDocks.New(
                        Objects.requireNonNull(node.beans().providers().find("digitalocean")),
                        "token",
                        Map.of(),
                        List.of("servers")),
                clock.instant());
    }

    private void enqueue(Database database, long dock) {
        new QueueStore(database.jdbi(), new ObjectMapper()).enqueue(dock, JobType.MANUAL, List.of(), clock.instant());
    }

    private Settings embedded(String name) {
        return Settings.load(folder.resolve(name), Map.of(), List.of("--tidegate.db.embedded-port=0"));
    }
}
