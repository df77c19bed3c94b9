package io.tidegate.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.DockPlanStore;
import io.tidegate.dock.DockStore;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LevelStoreTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final BudgetBed bed = new BudgetBed(database);
    private final LevelStore levels = new LevelStore(database.jdbi(), 10);

    @BeforeEach
    void empty() {
        database.clear("budgets", "docks", "sync_events");
    }

    @Test
    void a_level_shows_what_is_left_for_its_docks_less_the_permits_that_are_out() {
        long one = dock("one", "a-token", 60, 1);
        dock("other", "b-token", 60, 1);
        Instant reset = bed.in(30);
        bed.answered(50L, 9L, reset);
        bed.take(2);

        LevelStore.Level level = levels.levels(null, null, bed.clock.instant()).get(0);

        assertThat(level.docks()).isEqualTo(List.of(one));
        assertThat(level.quota()).isEqualTo(50);
        assertThat(level.remaining()).isEqualTo(7);
        assertThat(level.resetAt()).isEqualTo(reset);
    }

    @Test
    void docks_whose_runs_take_more_than_their_limit_leaves_are_told_what_interval_would_fit() {
        bed.facts("rateLimit.buckets.minute", "100/1m").take(1);
        long often = dock("often", "a-token", 60, 80);
        long seldom = dock("seldom", "a-token", 120, 80);
        dock("elsewhere", "b-token", 60, 80);

        Map<Long, String> shortfalls = levels.shortfalls(null, bed.clock.instant());

        assertThat(shortfalls).containsOnlyKeys(often, seldom);
        assertThat(shortfalls.get(often))
                .isEqualTo("its limit leaves 90 requests a minute and what shares it needs 120;"
                        + " an interval of 80 s would fit");
        assertThat(shortfalls.get(seldom)).endsWith("an interval of 160 s would fit");
    }

    @Test
    void one_that_may_be_slowed_down_asks_less_often_instead_of_ailing() {
        bed.facts("rateLimit.buckets.minute", "100/1m").take(1);
        long patient = dock("patient", "a-token", 60, 80);
        long hasty = dock("hasty", "a-token", 60, 40);
        database.jdbi()
                .useHandle(
                        handle -> handle.execute("update docks set max_interval_seconds = 600 where id = ?", patient));

        assertThat(levels.shortfalls(null, bed.clock.instant())).containsOnlyKeys(hasty);
        assertThat(levels.fitting(bed.clock.instant())).containsEntry(patient, 80);
        assertThat(new DockPlanStore(database.jdbi()).fit(levels.fitting(bed.clock.instant())))
                .isEqualTo(1);
        assertThat(new DockStore(database.jdbi(), new ObjectMapper())
                        .find(List.of(patient))
                        .get(0)
                        .schedule()
                        .slowed())
                .isEqualTo("synced every 80 s instead of 1 min: its limit leaves room for no more");
        assertThat(new DockPlanStore(database.jdbi()).fit(Map.of())).isEqualTo(1);
    }

    @Test
    void a_window_that_nobody_declared_is_as_long_as_answers_told() {
        dock("one", "a-token", 60, 1);
        Instant reset = bed.in(3_600);
        bed.answered(1_000L, 900L, reset);
        assertThat(level().windowSeconds()).isEqualTo(3_600);

        bed.clock.tick(Duration.ofMinutes(20));
        bed.answered(1_000L, 400L, reset);
        assertThat(level().windowSeconds()).isEqualTo(3_600);
        assertThat(levels.forecast(level(), bed.clock.instant()).text())
                .as("600 in 20 minutes")
                .isEqualTo("spent in 10 min at the pace of its window, before its reset in 40 min");
    }

    @Test
    void docks_that_fit_are_not_told_anything() {
        bed.facts("rateLimit.buckets.minute", "100/1m").take(1);
        dock("often", "a-token", 60, 90);
        assertThat(levels.shortfalls(null, bed.clock.instant())).isEmpty();
    }

    private LevelStore.Level level() {
        return levels.levels(null, null, bed.clock.instant()).get(0);
    }

    private long dock(String name, String scopeId, int interval, int requests) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        with dock as (
                            insert into docks (org_id, name, provider, scope_id, lane_key, interval_seconds, next_sync_at,
                                               created_at, updated_at)
                            values (1, :name, 'acme', :scope, 'l', :interval, :now, :now, :now) returning id
                        )
                        insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                                                 requests)
                        select 1, id, 1, 'acme', 'full', 'scheduled', 'success', :now, :requests from dock
                        returning dock_id
                        """)
                        .bind("name", name)
                        .bind("scope", scopeId)
                        .bind("interval", interval)
                        .bind("requests", requests)
                        .bind("now", bed.clock.instant())
                        .mapTo(Long.class)
                        .one());
    }
}
