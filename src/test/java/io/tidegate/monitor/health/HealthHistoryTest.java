package io.tidegate.monitor.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.budget.LevelStore;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.health.HealthHistoryStore.Seen;
import io.tidegate.provider.Providers;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthHistoryTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOON);
    private final HealthHistoryStore store = new HealthHistoryStore(database.jdbi());
    private final HealthHistory history = new HealthHistory(
            new DockStore(database.jdbi(), new ObjectMapper()),
            new LevelStore(database.jdbi(), 10),
            new FreshnessStore(database.jdbi()),
            store,
            new Providers(),
            clock);

    @BeforeEach
    void nobodyHasLooked() {
        database.clear("docks", "rollups", "dock_health");
    }

    @Test
    void a_change_leaves_a_row_and_a_look_that_finds_none_leaves_nothing() {
        dock();
        look(0);
        look(15);
        execute("update docks set enabled = false");
        look(15);
        look(15);

        assertThat(rows()).containsExactly("12:00:00 degraded provider_not_loaded", "12:00:30 paused paused");
    }

    @Test
    void a_reason_that_is_another_is_put_right_once_a_minute_and_leaves_no_row() {
        dock();
        long dock = Long.parseLong(database.texts("select id from docks").get(0));
        for (int second = 0; second <= 75; second += 15) {
            Instant at = NOON.plusSeconds(second);
            store.note(List.of(new Seen(dock, "degraded", "late", "late since " + second)), at, Duration.ofMinutes(3));
            assertThat(database.texts("select reason from dock_health"))
                    .containsExactly("late since " + (second < 60 ? 0 : 60));
        }
    }

    @Test
    void a_time_in_which_nobody_looked_is_told_from_the_last_look_on() {
        dock();
        look(0);
        look(15);
        look(181);
        assertThat(rows())
                .containsExactly(
                        "12:00:00 degraded provider_not_loaded",
                        "12:00:15 unknown unknown",
                        "12:03:16 degraded provider_not_loaded");

        look(180);
        assertThat(rows()).filteredOn(row -> row.contains("unknown")).hasSize(1);
    }

    @Test
    void what_is_paused_stays_so_while_nobody_looks() {
        dock();
        execute("update docks set enabled = false");
        look(0);
        look(86_400);

        assertThat(rows()).containsExactly("12:00:00 paused paused");
    }

    @Test
    void a_clock_that_steps_back_does_not_mix_up_the_order() {
        dock();
        look(0);
        execute("update docks set enabled = false");
        look(-3_600);

        assertThat(database.texts("select status from dock_health order by at")).containsExactly("degraded", "paused");
        assertThat(database.texts("select done_until = '2026-03-01T11:00:00Z' from rollups"))
                .containsExactly("t");
    }

    @Test
    void two_nodes_that_look_at_once_leave_one_row() {
        dock();
        List<HealthHistoryStore.Seen> seen = List.of(new HealthHistoryStore.Seen(1, "healthy", "on_time", "fine"));
        List.of(1, 2, 3, 4).parallelStream().forEach(node -> store.note(seen, NOON, Duration.ofMinutes(3)));

        assertThat(rows()).containsExactly("12:00:00 healthy on_time");
    }

    @Test
    void rows_are_forgotten_but_for_how_the_dock_was_when_the_rest_began() {
        dock();
        for (int day : List.of(1, 2, 5)) {
            store.note(
                    List.of(new HealthHistoryStore.Seen(1, day % 2 == 0 ? "degraded" : "healthy", "word", "why")),
                    NOON.minus(Duration.ofDays(95 - day)),
                    Duration.ofDays(30));
        }
        execute("update rollups set done_until = '2026-03-01T12:00:00Z'");
        clock.set(NOON.minus(Duration.ofDays(1)));

        history.forget();
        assertThat(database.texts("select status from dock_health order by at")).containsExactly("degraded", "healthy");
    }

    private void look(long secondsLater) {
        clock.set(clock.instant().plusSeconds(secondsLater));
        history.look();
    }

    private static List<String> rows() {
        return database.texts("""
                select to_char(at at time zone 'UTC', 'HH24:MI:SS') || ' ' || status || ' ' || word from dock_health
                order by at
                """);
    }

    private static void dock() {
        execute("""
                insert into docks (org_id, name, provider, lane_key, next_sync_at, last_sync_at, created_at, updated_at)
                values (1, 'main', 'demo', 'lane', '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z', now(), now())
                """);
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
