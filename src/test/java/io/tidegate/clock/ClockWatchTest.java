package io.tidegate.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.DatabaseException;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps of the database's clock; its sessions here see a clock that the test sets. */
class ClockWatchTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String FAKE = """
            create schema if not exists fake;
            create table if not exists fake.shift (by interval not null);
            delete from fake.shift;
            insert into fake.shift values ('0');
            create or replace function fake.clock_timestamp() returns timestamptz language sql volatile as
                $$ select pg_catalog.clock_timestamp() + by from fake.shift $$;
            """;

    private static final String WAITING = """
            insert into docks (org_id, name, provider, lane_key, next_sync_at, backoff_until, waiting_until, cron,
                               created_at, updated_at)
                select 1, name, 'x', name, '2026-01-01 12:00Z', '2026-01-01 12:01Z', '2026-01-01 12:02Z', cron, now(), now()
                from (values ('interval', null), ('cron', '0 0 3 * * ?')) as d (name, cron);
            insert into lanes (lane_key, free_at) values ('interval', '2026-01-01 12:03Z');
            insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at, lease_until,
                                    progress_at)
                select 1, id, 'interval', 'manual', 0, state, '2026-01-01 12:04Z', '2026-01-01 12:04Z',
                       '2026-01-01 12:05Z', '2026-01-01 12:06Z'
                from docks, (values ('running'), ('completed')) as s (state) where name = 'interval';
            insert into sync_positions (dock_id, resource_type, backoff_until) values (1, 'x', '2026-01-01 12:07Z');
            insert into budgets (provider, scope, reset_at, retry_at, last_seen_at, pace_at, sent_slice,
                                 window_seconds)
                values ('x', 'token', '2026-01-01 12:08Z', '2026-01-01 12:09Z', '2026-01-01 12:10Z', '2026-01-01 12:11Z',
                        extract(epoch from timestamptz '2026-01-01 12:13Z') / 3, 60);
            """;

    private static final String SHOWN = """
            select string_agg(to_char(t at time zone 'UTC' + interval '30 s', 'HH24:MI'), ' ' order by place)
            from (select 1, next_sync_at from docks where name = 'interval'
                union all select 2, next_sync_at from docks where name = 'cron'
                union all select 3, backoff_until from docks where name = 'interval'
                union all select 4, waiting_until from docks where name = 'interval'
                union all select 5, free_at from lanes
                union all select 6, run_at from sync_queue where state = 'running'
                union all select 7, lease_until from sync_queue where state = 'running'
                union all select 8, progress_at from sync_queue where state = 'running'
                union all select 9, run_at from sync_queue where state = 'completed'
                union all select 10, backoff_until from sync_positions
                union all select 11, reset_at from budgets
                union all select 12, retry_at from budgets
                union all select 13, last_seen_at from budgets
                union all select 14, pace_at from budgets
                union all select 15, to_timestamp(sent_slice * 3) from budgets) as all_that (place, t)
            """;

    private static final String BEFORE =
            "12:00 12:00 12:01 12:02 12:03 12:04 12:05 12:06 12:04 12:07 12:08 12:09 12:10 12:11 12:13";

    private static final String AN_HOUR_ON =
            "13:00 12:00 13:01 13:02 13:03 13:04 13:05 13:06 12:04 13:07 13:08 13:09 13:10 13:11 13:13";

    private final SettableClock local = new SettableClock();
    private final List<String> localSteps = new ArrayList<>();
    private final List<ClockStore> stores = new ArrayList<>();
    private Database database;

    @BeforeEach
    void open() {
        DATABASE.clear("docks", "lanes", "sync_positions", "budgets", "clock_steps");
        execute(FAKE);
        execute(WAITING);
        database = Database.open(Settings.load(
                Path.of("target"),
                Map.of(),
                List.of("--tidegate.db.url=" + DATABASE.url(), "--tidegate.db.pool-size=3")));
    }

    @AfterEach
    void close() {
        stores.forEach(ClockStore::close);
        database.close();
    }

    @Test
    void when_the_databases_clock_steps_forward_what_waits_moves_with_it_once_among_all_nodes() {
        Watched one = watch("one");
        Watched other = watch("other");
        step("1 hour");

        one.watch.look();
        other.watch.look();
        one.watch.look();

        assertThat(shown()).isEqualTo(AN_HOUR_ON);
        assertThat(DATABASE.texts("select node || ' ' || date_trunc('minute', step + '1 s') from clock_steps"))
                .containsExactly("one 01:00:00");
        assertThat(one.clock.instant()).isCloseTo(now(), near());
        assertThat(other.clock.instant()).isCloseTo(now(), near());
    }

    @Test
    void when_it_steps_back_durations_stay_true_as_well() {
        Watched one = watch("one");
        Watched other = watch("other");
        step("1 hour");
        one.watch.look();
        other.watch.look();
        step("0");
        other.watch.look();
        one.watch.look();

        assertThat(shown()).isEqualTo(BEFORE);
        assertThat(DATABASE.texts("select node from clock_steps order by id")).containsExactly("one", "other");
        assertThat(one.clock.instant()).isCloseTo(now(), near());
    }

    @Test
    void a_node_that_starts_after_a_step_moves_nothing_again() {
        Watched one = watch("one");
        step("1 hour");
        one.watch.look();
        watch("late").watch.look();
        assertThat(shown()).isEqualTo(AN_HOUR_ON);
    }

    @Test
    void a_node_that_slept_while_others_worked_moves_nothing() {
        Watched asleep = watch("asleep");
        execute("update budgets set last_seen_at = now() + interval '30 minutes'");
        String before = shown();
        step("1 hour");

        asleep.watch.look();

        assertThat(shown()).isEqualTo(before);
        assertThat(DATABASE.texts("select node from clock_steps")).isEmpty();
        assertThat(asleep.clock.instant()).isCloseTo(now(), near());
    }

    @Test
    void a_small_difference_moves_nothing() {
        Watched one = watch("one");
        step("1 second");
        one.watch.look();
        assertThat(shown()).isEqualTo(BEFORE);
    }

    @Test
    void a_jump_of_the_machines_own_clock_changes_nothing_but_wakes_the_ticks() {
        local.set(Instant.parse("2026-01-01T00:00:00Z"));
        Watched one = watch("one");
        local.tick(Duration.ofSeconds(1));
        one.watch.checkLocal();
        assertThat(localSteps).isEmpty();
        local.tick(Duration.ofHours(-1));
        one.watch.checkLocal();
        one.watch.look();
        assertThat(localSteps).containsExactly("one");
        assertThat(shown()).isEqualTo(BEFORE);
        assertThat(one.clock.instant()).isCloseTo(now(), near());
    }

    @Test
    void while_the_database_is_away_a_look_fails_and_the_clock_goes_on() {
        Watched one = watch("one");
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                + " and query like '%clock_steps%' and pid <> pg_backend_pid()");
        assertThatThrownBy(one.watch::look).isInstanceOf(DatabaseException.class);
        assertThat(one.clock.instant()).isCloseTo(now(), near());
        one.watch.look();
    }

    private record Watched(NodeClock clock, ClockWatch watch) {}

    private Watched watch(String name) {
        NodeClock clock = new NodeClock(local, System::nanoTime);
        String first = "set search_path = fake, pg_catalog, public; " + ClockStore.LISTEN;
        ClockStore store = new ClockStore(database.session(first), name);
        stores.add(store);
        ClockWatch watch = new ClockWatch(clock, store, () -> localSteps.add(name));
        watch.first();
        return new Watched(clock, watch);
    }

    private static void step(String by) {
        execute("update fake.shift set by = interval '" + by + "'");
    }

    private static Instant now() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select fake.clock_timestamp()")
                        .mapTo(Instant.class)
                        .one());
    }

    private static TemporalUnitOffset near() {
        return Assertions.within(1, ChronoUnit.SECONDS);
    }

    private static String shown() {
        return DATABASE.texts(SHOWN).get(0);
    }

    private static void execute(String sql) {
        DATABASE.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
