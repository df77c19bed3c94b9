package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PartitionStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T23:40:13Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final PartitionStore store = new PartitionStore(database.jdbi());

    @BeforeEach
    void none() {
        store.dropOlderThan("sync_events", 0, NOW.plus(Duration.ofDays(1000)));
    }

    @Test
    void today_and_fourteen_days_ahead_have_a_partition_of_their_own() {
        store.ensure("sync_events", NOW);
        store.ensure("sync_events", NOW);
        assertThat(partitions()).hasSize(15).startsWith("sync_events_20261121").endsWith("sync_events_20261205");
    }

    @Test
    void a_row_lies_in_the_partition_of_its_day_in_utc() {
        store.ensure("sync_events", NOW);
        event("2026-11-22T00:00:00Z");
        event("2026-11-21T23:59:59.999999Z");
        event("2027-11-21T00:00:00Z");
        assertThat(database.texts("select tableoid::regclass from sync_events order by started_at"))
                .containsExactly("sync_events_20261121", "sync_events_20261122", "sync_events_default");
        database.clear("sync_events");
    }

    @Test
    void days_that_ended_long_ago_are_dropped() {
        store.ensure("sync_events", NOW.minus(Duration.ofDays(31)));
        store.dropOlderThan("sync_events", 30, NOW);
        assertThat(partitions()).hasSize(14).startsWith("sync_events_20261022");
    }

    @Test
    void what_a_clock_that_stood_ahead_left_moves_into_its_day_when_that_comes() {
        event("2026-12-20T10:00:00Z");
        store.ensure("sync_events", NOW.plus(Duration.ofDays(29)));
        assertThat(database.texts("select tableoid::regclass || ' ' || status from sync_events"))
                .containsExactly("sync_events_20261220 started");
        assertThat(database.texts("select count(*) from pg_indexes where tablename = 'sync_events_20261220'"))
                .isEqualTo(database.texts("select count(*) from pg_indexes where tablename = 'sync_events_20261221'"));
        database.clear("sync_events");
    }

    @Test
    void what_lies_beside_the_days_goes_with_them() {
        event("2020-01-01T00:00:00Z");
        store.dropOlderThan("sync_events", 30, NOW);
        assertThat(database.texts("select count(*) from sync_events")).containsExactly("0");
    }

    @Test
    void a_partition_that_somebody_reads_holds_nobody_up_and_goes_another_time() throws SQLException {
        store.ensure("sync_events", NOW.minus(Duration.ofDays(31)));
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("lock table sync_events_20261021 in access share mode");
            store.dropOlderThan("sync_events", 30, NOW);
            assertThat(partitions()).contains("sync_events_20261021");
            reader.rollback();
        }
        store.dropOlderThan("sync_events", 30, NOW);
        assertThat(partitions()).doesNotContain("sync_events_20261021");
    }

    @Test
    void another_table_keeps_its_partitions() {
        store.ensure("rate_limit_logs", NOW);
        store.dropOlderThan("sync_events", 0, NOW.plus(Duration.ofDays(1000)));
        assertThat(database.texts("select count(*) from pg_inherits where inhparent = 'rate_limit_logs'::regclass"))
                .containsExactly("16");
    }

    @Test
    void nodes_that_start_together_do_not_stumble_over_each_other() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(nodes.submit(() -> store.ensure("sync_events", NOW)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(partitions()).hasSize(15);
        } finally {
            nodes.shutdownNow();
        }
    }

    private static List<String> partitions() {
        return database.texts(
                "select inhrelid::regclass::text from pg_inherits"
                        + " where inhparent = 'sync_events'::regclass and inhrelid::regclass::text <> 'sync_events_default' order by 1");
    }

    private static void event(String at) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at)"
                                + " values (1, 1, 1, 'acme', 'full', 'manual', 'started', cast(? as timestamptz))",
                        at));
    }
}
