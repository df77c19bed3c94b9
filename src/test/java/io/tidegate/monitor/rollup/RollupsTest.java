package io.tidegate.monitor.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.db.PartitionStore;
import io.tidegate.testing.RunHistory;
import io.tidegate.testing.RunHistory.Run;
import io.tidegate.testing.RunHistory.Whose;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a weekend on which most of Europe's clocks go forward, and a week ends. */
class RollupsTest {
    private static final Instant FRIDAY = Instant.parse("2026-03-27T20:13:00Z");
    private static final Instant MONDAY = Instant.parse("2026-03-30T09:41:00Z");
    private static final Whose A = new Whose(1, 11, "vultr");
    private static final Whose B = new Whose(1, 12, "hetzner");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock(FRIDAY);
    private final RunHistory history = new RunHistory(database, 6);
    private final Rollups rollups = new Rollups(new RollupStore(database.jdbi()), clock);

    @BeforeEach
    void empty() {
        database.clear("sync_events", "sync_metrics", "rollups");
    }

    @AfterEach
    void dropTriggers() {
        execute("drop function if exists stumble cascade");
    }

    private List<Run> weekend() {
        List<Run> runs = new ArrayList<>(history.runs(A, FRIDAY, MONDAY));
        runs.addAll(history.runs(B, FRIDAY, MONDAY));
        runs.add(history.run(A, Instant.parse("2026-03-28T23:59:59.999999Z"), Duration.ofSeconds(90)));
        runs.add(history.run(B, Instant.parse("2026-03-29T22:30:00Z"), Duration.ofHours(26)));
        return runs;
    }

    @Test
    void what_is_counted_minute_by_minute_is_what_arithmetic_and_plain_sql_count() {
        List<Run> runs = weekend();
        Instant end = MONDAY.plus(Duration.ofDays(2));
        Instant before = FRIDAY;
        for (Instant now = FRIDAY; !now.isAfter(end); now = now.plus(Duration.ofMinutes(97))) {
            Instant from = before;
            Instant to = now;
            history.write(runs.stream()
                    .filter(run -> run.endedBy(to) && !run.endedBy(from))
                    .toList());
            clock.set(now);
            rollups.hourly();
            rollups.daily();
            before = now;
        }
        rollups.upToDate();

        assertThat(MetricRow.stored(database))
                .isEqualTo(MetricRow.byArithmetic(runs, before))
                .isEqualTo(MetricRow.bySql(database))
                .hasSizeGreaterThan(100);
    }

    @Test
    void counting_again_writes_nothing() {
        history.write(weekend());
        clock.set(MONDAY.plus(Duration.ofDays(1)));
        rollups.upToDate();
        List<String> before = versions();
        execute("update rollups set done_until = '2026-03-27T00:00:00Z'");

        clock.tick(Duration.ofMinutes(1));
        rollups.upToDate();

        assertThat(versions()).isEqualTo(before).isNotEmpty();
        assertThat(database.texts("select distinct done_until = '" + clock.instant() + "' from rollups"))
                .containsExactly("t");
    }

    @Test
    void a_run_that_ends_a_day_late_counts_where_it_began() {
        Run late = history.run(A, FRIDAY, Duration.ofHours(26));
        clock.set(FRIDAY.plus(Duration.ofHours(25)));
        rollups.upToDate();
        assertThat(MetricRow.stored(database)).isEmpty();
        history.write(List.of(late));
        clock.tick(Duration.ofHours(1).plusSeconds(5));
        rollups.upToDate();

        assertThat(MetricRow.stored(database)).isEqualTo(MetricRow.byArithmetic(List.of(late), clock.instant()));
        assertThat(database.texts("select period_start at time zone 'UTC' from sync_metrics order by 1"))
                .containsExactly("2026-03-23 00:00:00", "2026-03-27 00:00:00", "2026-03-27 20:00:00");
    }

    @Test
    void a_run_that_has_not_ended_does_not_count() {
        Run open = history.run(A, FRIDAY, Duration.ofHours(1));
        history.write(List.of(new Run(A, "full", "success", open.startedAt(), null, 0, 5, 5, 5, 5)));
        clock.set(MONDAY);
        rollups.upToDate();

        assertThat(MetricRow.stored(database)).isEmpty();
    }

    @Test
    void a_clock_that_was_set_back_loses_no_run() {
        List<Run> runs = new ArrayList<>(history.runs(A, FRIDAY, FRIDAY.plus(Duration.ofHours(2))));
        runs.removeIf(run -> !run.endedBy(FRIDAY.plus(Duration.ofHours(3))));
        history.write(runs);
        clock.set(FRIDAY.plus(Duration.ofHours(3)));
        rollups.upToDate();
        clock.set(FRIDAY.plus(Duration.ofHours(1)));
        rollups.upToDate();
        // counted by nobody while that hour passes a second time
        Run second = history.run(A, FRIDAY.plus(Duration.ofMinutes(61)), Duration.ofSeconds(3));
        history.write(List.of(second));
        runs.add(second);
        clock.set(FRIDAY.plus(Duration.ofHours(5)));
        rollups.upToDate();

        assertThat(MetricRow.stored(database))
                .isEqualTo(MetricRow.byArithmetic(runs, clock.instant()))
                .isEqualTo(MetricRow.bySql(database));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollups", "sync_metrics", "sync_metrics 40", "rollups update"})
    void whoever_is_killed_leaves_nothing_half_done(String where) {
        List<Run> runs = weekend();
        history.write(runs.stream()
                .filter(run -> run.endedBy(FRIDAY.plus(Duration.ofHours(20))))
                .toList());
        clock.set(FRIDAY.plus(Duration.ofHours(20)));
        if (!where.equals("rollups")) {
            rollups.upToDate();
        }
        history.write(runs.stream()
                .filter(run -> !run.endedBy(FRIDAY.plus(Duration.ofHours(20))))
                .toList());
        List<String> before = versions();
        List<String> done = database.texts("select metric_type || done_until from rollups order by 1");
        clock.set(FRIDAY.plus(Duration.ofHours(40)));
        stumble(where);

        assertThatThrownBy(rollups::hourly).isInstanceOf(RuntimeException.class);
        assertThat(versions()).isEqualTo(before);
        assertThat(database.texts("select metric_type || done_until from rollups order by 1"))
                .isEqualTo(done);

        execute("drop function stumble cascade");
        clock.set(MONDAY.plus(Duration.ofDays(3)));
        rollups.upToDate();
        assertThat(MetricRow.stored(database)).isEqualTo(MetricRow.byArithmetic(runs, clock.instant()));
    }

    /** Lets the server end the session that gets there. */
    private static void stumble(String where) {
        execute("create function stumble() returns trigger language plpgsql as $$ begin"
                + (where.equals("sync_metrics 40")
                        ? " if (select count(*) from sync_metrics) < 40 then return new; end if;"
                        : "")
                + " perform pg_terminate_backend(pg_backend_pid()); return new; end $$");
        String[] words = where.split(" ", -1);
        execute("create trigger stumble before " + (where.endsWith("update") ? "update" : "insert or update") + " on "
                + words[0] + " for each row execute function stumble()");
    }

    @Test
    void after_a_long_absence_each_day_that_was_counted_stays_counted() {
        List<Run> runs = weekend();
        history.write(runs);
        execute("insert into rollups values ('hourly', '2026-03-27T20:00:00Z')");
        execute("create function stumble() returns trigger language plpgsql as $$ begin"
                + " if new.done_until > '2026-03-29T21:00:00Z' then raise 'killed'; end if; return new; end $$");
        execute("create trigger stumble before update on rollups for each row execute function stumble()");
        clock.set(MONDAY.plus(Duration.ofDays(3)));

        assertThatThrownBy(rollups::hourly).hasMessageContaining("killed");
        assertThat(database.texts("select done_until at time zone 'UTC' from rollups"))
                .containsExactly("2026-03-29 20:00:00");
        assertThat(MetricRow.stored(database)).isNotEmpty();

        dropTriggers();
        rollups.upToDate();
        assertThat(MetricRow.stored(database)).isEqualTo(MetricRow.byArithmetic(runs, clock.instant()));
    }

    @Test
    void two_nodes_at_once_count_what_one_does() {
        List<Run> runs = weekend();
        history.write(runs);
        clock.set(MONDAY.plus(Duration.ofDays(3)));
        execute("insert into rollups values ('hourly', '2026-03-27T20:00:00Z')");
        CompletableFuture<Void> other = CompletableFuture.runAsync(rollups::upToDate);
        rollups.upToDate();
        other.join();

        assertThat(MetricRow.stored(database)).isEqualTo(MetricRow.byArithmetic(runs, clock.instant()));
    }

    @Test
    void a_week_whose_first_days_are_past_their_retention_is_not_counted_again() {
        PartitionStore partitions = new PartitionStore(database.jdbi());
        Instant monday = Instant.parse("2027-03-01T00:00:00Z");
        partitions.ensure("sync_events", monday);
        List<Run> runs = new ArrayList<>(history.runs(A, monday.plusSeconds(1), monday.plus(Duration.ofHours(30))));
        history.write(runs);
        clock.set(monday.plus(Duration.ofDays(5)));
        rollups.upToDate();
        List<String> before = database.texts("select xmin::text from sync_metrics where metric_type = 'weekly'");
        partitions.dropOlderThan("sync_events", 30, monday.plus(Duration.ofDays(31)));
        history.write(List.of(history.run(A, monday.plus(Duration.ofDays(2)), Duration.ofDays(29))));
        clock.set(monday.plus(Duration.ofDays(32)));
        rollups.upToDate();

        assertThat(database.texts("select xmin::text from sync_metrics where metric_type = 'weekly'"))
                .isEqualTo(before)
                .hasSize(1);
    }

    @Test
    void rows_go_when_they_are_past_their_retention() {
        history.write(List.of(history.run(A, FRIDAY, Duration.ofSeconds(1))));
        clock.set(MONDAY);
        rollups.upToDate();
        clock.set(FRIDAY.plus(Duration.ofDays(91)));
        execute("truncate sync_events");
        rollups.upToDate();
        assertThat(database.texts("select metric_type from sync_metrics order by 1"))
                .containsExactly("daily", "weekly");
        clock.set(FRIDAY.plus(Duration.ofDays(800)));
        rollups.upToDate();
        assertThat(database.texts("select metric_type from sync_metrics")).containsExactly("weekly");
        clock.set(FRIDAY.plus(Duration.ofDays(1_900)));
        rollups.upToDate();
        assertThat(database.texts("select metric_type from sync_metrics")).isEmpty();
    }

    private static List<String> versions() {
        return database.texts("select ctid::text || xmin || last_updated from sync_metrics"
                + " order by metric_type, dock_id, period_start");
    }

    private static void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }
}
