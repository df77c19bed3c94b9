package io.tidegate.dock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A start after a while in which nobody ticked. */
class DockPlanStoreTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();
    private final Instant now = clock.instant();
    private final DockPlanStore plan = new DockPlanStore(DATABASE.jdbi());

    @BeforeEach
    void empty() {
        DATABASE.clear("docks");
    }

    @Test
    void two_thousand_late_docks_begin_one_after_another_within_a_minute() {
        docks(2000, now.minus(Duration.ofHours(1)));

        assertThat(plan.spread(now)).isEqualTo(2000);

        List<Duration> waits = waits();
        assertThat(waits).hasSize(2000).doesNotHaveDuplicates();
        assertThat(waits.get(0)).isZero();
        assertThat(waits.get(1000)).isEqualTo(Duration.ofSeconds(25));
        assertThat(waits.get(1999)).isEqualTo(Duration.ofMillis(49_975));
    }

    @Test
    void no_dock_waits_longer_than_its_interval() {
        docks(3000, now.minus(Duration.ofHours(1)));
        plan.spread(now);
        assertThat(waits().get(2999)).isEqualTo(MINUTE);
    }

    @Test
    void two_late_docks_begin_at_once_and_the_one_that_is_later_first() {
        docks(1, now.minus(Duration.ofHours(1)));
        docks(1, now.minus(Duration.ofHours(2)));
        plan.spread(now);
        List<Instant> due = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select next_sync_at from docks order by id")
                        .mapTo(Instant.class)
                        .list());
        assertThat(due).containsExactly(now.plusMillis(25), now);
    }

    @Test
    void a_node_that_joins_finds_docks_on_time_and_changes_nothing() {
        docks(100, now.minus(MINUTE).plusSeconds(1));
        docks(100, now.plusSeconds(30));
        assertThat(plan.spread(now)).isZero();
        assertThat(waits()).containsOnly(Duration.ofSeconds(-59), Duration.ofSeconds(30));
    }

    @Test
    void a_new_dock_stays_due_at_once_and_what_is_held_back_stays_held_back() {
        Instant late = now.minus(Duration.ofHours(1));
        docks(5, late);
        execute("update docks set last_sync_attempt = null where id = 1");
        execute("update docks set enabled = false where id = 2");
        execute("update docks set backoff_until = '" + now.plusSeconds(1) + "' where id = 3");
        execute("update docks set stopped_at = next_sync_at where id = 4");
        execute("""
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)
                select 1, 5, '', 'scheduled', 2, 'available', now(), now()
                """);
        assertThat(plan.spread(now)).isZero();
        assertThat(waits()).containsOnly(Duration.ofHours(-1));
    }

    private static void docks(int number, Instant due) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into docks (org_id, name, provider, lane_key, next_sync_at, last_sync_attempt, created_at,
                                           updated_at)
                        select 1, gen_random_uuid(), 'x', '', :due, :due, :due, :due from generate_series(1, :number)
                        """)
                        .bind("due", due)
                        .bind("number", number)
                        .execute());
    }

    private List<Duration> waits() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select next_sync_at from docks order by next_sync_at")
                        .mapTo(Instant.class)
                        .map(due -> Duration.between(now, due))
                        .list());
    }

    private static void execute(String sql) {
        DATABASE.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
