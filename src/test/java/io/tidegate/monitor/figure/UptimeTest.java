package io.tidegate.monitor.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UptimeTest {
    private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
    private static final Instant FROM = Instant.parse("2026-03-28T12:00:00Z");
    private static final long DOCK = 7;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final DashboardStore store = new DashboardStore(database.jdbi());

    @BeforeEach
    void dock() {
        database.clear("docks", "rollups");
        execute("insert into docks (id, org_id, name, provider, lane_key, next_sync_at, created_at, updated_at)"
                + " values (7, 1, 'a', 'vultr', 'l', now(), now(), now())");
    }

    @ParameterizedTest
    @CsvSource({
        "'healthy 2026-03-01T00:00:00Z', 1.0",
        "'unhealthy 2026-03-01T00:00:00Z', 0.0",
        "'healthy 2026-03-01T00:00:00Z, degraded 2026-03-29T06:00:00Z', 0.75",
        "'degraded 2026-03-01T00:00:00Z, healthy 2026-03-29T06:00:00Z', 0.25",
        "'healthy 2026-03-01T00:00:00Z, paused 2026-03-28T18:00:00Z', 1.0",
        "'unhealthy 2026-03-01T00:00:00Z, paused 2026-03-28T18:00:00Z, healthy 2026-03-29T06:00:00Z', 0.5",
        "'pending 2026-03-29T00:00:00Z, healthy 2026-03-29T04:00:00Z, degraded 2026-03-29T10:00:00Z', 0.75",
        "'healthy 2026-03-01T00:00:00Z, unknown 2026-03-28T12:00:00Z, healthy 2026-03-29T00:00:00Z', 0.5"
    })
    void uptime_is_the_healthy_share_of_what_counts(String changes, double share) {
        for (String change : changes.split(", ", -1)) {
            execute("insert into dock_health (org_id, dock_id, status, at, word, reason) values (1, 7, '"
                    + change.replace(" ", "', '") + "', '', '')");
        }
        execute("insert into rollups values ('health', '2026-03-29T11:59:00Z')");

        assertThat(store.uptime(List.of(DOCK), FROM, NOW).get(DOCK)).isEqualTo(share, within(1e-9));
    }

    @Test
    void of_a_dock_that_was_never_looked_at_or_always_paused_nothing_is_said() {
        assertThat(store.uptime(List.of(DOCK), FROM, NOW)).isEmpty();
        execute("insert into dock_health values (1, 7, '2026-03-01T00:00:00Z', 'paused', '', '')");
        assertThat(store.uptime(List.of(DOCK), FROM, NOW)).isEmpty();
    }

    @Test
    void since_nobody_looks_a_dock_is_not_healthy() {
        execute("insert into dock_health values (1, 7, '2026-03-01T00:00:00Z', 'healthy', '', '')");
        execute("insert into rollups values ('health', '2026-03-29T06:00:00Z')");
        assertThat(store.uptime(List.of(DOCK), FROM, NOW).get(DOCK)).isEqualTo(0.75, within(1e-9));
        execute("update rollups set done_until = '2026-03-01T00:00:00Z'");
        assertThat(store.uptime(List.of(DOCK), FROM, NOW).get(DOCK)).isEqualTo(0, within(1e-9));
    }

    private static void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }
}
