package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a long queue a claim reads, whatever PostgreSQL thinks is in it. */
class ClaimCostTest {
    private static final int DUE = 5000;
    private static final int FINISHED = 300;
    private static final int MOST = 16;

    /** A claim looks at 164 jobs, at the one before each in its lane, and updates those it takes. */
    private static final long FEW = 1000;

    /** Beyond those that PostgreSQL plans with their values: what is kept then must read as little. */
    private static final int CLAIMS = 12;

    private static final String QUEUE = """
            with o as (
                insert into organizations (slug, name) select 'o ' || n, 'o' from generate_series(2, :organizations) n
            ), d as (
                insert into docks (org_id, name, provider, lane_key, next_sync_at, created_at, updated_at)
                select 1 + n % :organizations, 'd ' || n, 'acme', 'l ' || n, now(), now(), now() from generate_series(1, :jobs) n
                returning id, org_id, lane_key
            ), l as (
                insert into lanes (lane_key, free_at) select lane_key, :now from d
            )
            insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)
            select org_id, id, lane_key, 'scheduled', 2, 'available', :now, :now from d
            """;

    private static final String READ = "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
            + " from pg_stat_xact_user_tables where relname = 'sync_queue'";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private QueueFixture queue = new QueueFixture(database);

    @BeforeEach
    void finished() {
        database.clear("docks");
        queue = new QueueFixture(database);
        long dock = queue.dock();
        for (int i = 0; i < FINISHED; i++) {
            queue.finish(queue.enqueue(dock));
        }
    }

    @ParameterizedTest(name = "{0} organizations, analyzed {1}")
    @CsvSource({
        "1, never",
        "1, while nothing was due",
        "1, while all were due",
        "100, never",
        "100, while nothing was due",
        "100, while all were due"
    })
    void it_reads_few_of_many_jobs(int organizations, String analyzed) {
        if (analyzed.equals("while nothing was due")) {
            queue.update("analyze");
        }
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(QUEUE)
                        .bind("organizations", organizations)
                        .bind("jobs", DUE)
                        .bind("now", queue.clock.instant())
                        .execute());
        if (analyzed.equals("while all were due")) {
            queue.update("analyze");
        }
        List<Long> read = new ArrayList<>();
        for (int i = 0; i < CLAIMS; i++) {
            read.add(database.jdbi().inTransaction(handle -> {
                long before = handle.createQuery(READ).mapTo(Long.class).one();
                assertThat(queue.claim(MOST)).hasSize(MOST);
                long after = handle.createQuery(READ).mapTo(Long.class).one();
                handle.rollback();
                return after - before;
            }));
        }
        assertThat(read).allMatch(rows -> rows > 0 && rows < FEW, "few rows are read");
    }
}
