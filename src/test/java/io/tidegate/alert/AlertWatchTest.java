package io.tidegate.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.budget.LevelStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of alerts from one look to the next. */
class AlertWatchTest {
    private static final String OPEN = "select rule from alerts where state = 'open' order by id";
    private static final String ENDED = "select resolution from alerts where state = 'resolved' order by id";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private final Providers loaded = new Providers();
    private final AlertWatch watch = node("one");

    @BeforeEach
    void oneDock() {
        database.clear(
                "docks",
                "sync_events",
                "sync_metrics",
                "budgets",
                "sync_queue",
                "alerts",
                "alert_rules",
                "node_faults");
        database.clear("alert_channels");
        execute("""
                insert into docks (id, org_id, name, provider, lane_key, scope_id, interval_seconds, next_sync_at,
                    last_sync_at, created_at, updated_at)
                overriding system value
                values (1, 1, 'web', 'vultr', 'l', 's', 3600, now(), ?, ?, now())
                """, clock.instant(), clock.instant());
    }

    @Test
    void an_error_rate_that_cannot_be_measured_any_more_is_over_after_a_week() {
        for (int run = 1; run <= 6; run++) {
            failedRun(clock.instant().minusSeconds(60L * run));
        }
        watch.look();
        assertThat(open()).containsExactly("error_rate");

        for (int day = 1; day < 7; day++) {
            clock.tick(Duration.ofDays(1));
            synced();
            watch.look();
            assertThat(open()).as("day " + day).containsExactly("error_rate");
        }
        clock.tick(Duration.ofDays(1));
        synced();
        watch.look();
        assertThat(open()).isEmpty();
        assertThat(ended()).containsExactly("cleared");
    }

    @Test
    void a_limit_that_is_spent_hour_by_hour_is_told_once_and_ends_after_a_quiet_hour() {
        execute("""
                insert into budgets (provider, scope, scope_id, quota, remaining, reset_at, window_seconds)
                values ('vultr', 'token', 's', 1000, 100, ?, 3600)
                """, clock.instant().plusSeconds(60));
        lookAfter(Duration.ZERO);
        assertThat(open()).containsExactly("budget");

        for (int hour = 0; hour < 3; hour++) {
            spent(1000, Duration.ofHours(1));
            lookFor(Duration.ofMinutes(55));
            spent(150, Duration.ofMinutes(5));
            lookFor(Duration.ofMinutes(5));
        }
        assertThat(open()).containsExactly("budget");
        assertThat(ended()).isEmpty();

        spent(990, Duration.ofHours(1));
        lookFor(Duration.ofMinutes(59));
        assertThat(open()).containsExactly("budget");
        lookFor(Duration.ofMinutes(2));
        assertThat(open()).isEmpty();
    }

    @Test
    void after_a_gap_docks_are_given_time_to_catch_up() {
        watch.look();
        clock.tick(Duration.ofHours(5));
        lookFor(Duration.ofMinutes(2));
        assertThat(open()).isEmpty();
        synced();
        lookFor(Duration.ofMinutes(4));
        assertThat(open()).isEmpty();

        clock.tick(Duration.ofHours(5));
        lookFor(Duration.ofMinutes(4));
        assertThat(open()).as("it did not catch up").containsExactly("no_success");
    }

    @Test
    void what_becomes_critical_is_told_to_those_who_heard_nothing_yet() {
        execute("insert into alert_channels (id, org_id, name, kind, severity, shown, created_at, updated_at)"
                + " overriding system value values (1, 1, 'all', 'mail', 'warning', 'x', now(), now()),"
                + " (2, 1, 'critical', 'mail', 'critical', 'x', now(), now())");
        execute("insert into alert_rules (org_id, rule, severity, updated_at)"
                + " values (1, 'consecutive_failures', 'warning', now())");
        execute("update docks set consecutive_failures = 3");
        watch.look();
        assertThat(told()).containsExactly("1 raised warning");

        execute("update alert_rules set severity = 'critical'");
        lookAfter(Duration.ofSeconds(15));
        lookAfter(Duration.ofMinutes(1));
        assertThat(told()).containsExactly("1 raised warning", "2 raised critical");
        execute("update docks set consecutive_failures = 0");
        lookAfter(Duration.ofSeconds(15));
        assertThat(told())
                .containsExactly("1 raised warning", "2 raised critical", "1 resolved critical", "2 resolved critical");
    }

    @Test
    void a_connector_that_stopped_is_told_to_operators_until_it_goes_on() {
        database.clear("connectors");
        execute("""
                insert into connectors (federation_code, name, provider, status, enabled, auth_type, conflict_strategy, cron,
                    consecutive_failures, last_error, created_at, updated_at)
                values ('gaa', 'GAA', 'foireann', 'error', true, 'api_key', 'merge', '0 15 2 * * ?', 5, 'it answered 500',
                    now(), now())
                """);
        watch.look();
        assertThat(open()).containsExactly("connector_error");
        assertThat(database.texts("select coalesce(org_id, 0) || ' ' || message from alerts"))
                .containsExactly(
                        "0 GAA stopped after 5 failures in a row: it answered 500; tidegate connector resume gaa"
                                + " lets it go on");
        execute("update connectors set status = 'active', consecutive_failures = 0");
        watch.look();
        assertThat(open()).isEmpty();
        assertThat(ended()).containsExactly("cleared");
        database.clear("connectors");
    }

    @Test
    void a_route_file_that_any_node_refuses_is_told_with_the_nodes_name() {
        AlertWatch other = node("other");
        other.watches(() -> Map.of("a.camel.yaml", "a.camel.yaml line 3: no such step"));
        other.publish();
        watch.look();
        assertThat(open()).as("its own are not known yet").isEmpty();

        watch.watches(Map::of);
        lookAfter(Duration.ofSeconds(15));
        assertThat(database.texts("select message from alerts"))
                .containsExactly("a.camel.yaml line 3: no such step (refused by node other)");
        // as after a restart: routes are being loaded
        node("one").look();
        assertThat(open()).containsExactly("route_file");

        other.watches(Map::of);
        other.publish();
        lookAfter(Duration.ofSeconds(15));
        assertThat(ended()).containsExactly("cleared");
    }

    @Test
    void what_a_node_said_that_runs_no_more_is_over() {
        watch.watches(Map::of);
        AlertWatch other = node("other");
        other.watches(() -> Map.of("a.camel.yaml", "a.camel.yaml: no"));
        other.publish();
        watch.look();
        assertThat(open()).containsExactly("route_file");
        lookFor(Duration.ofSeconds(75));
        assertThat(open()).isEmpty();
    }

    @Test
    void what_a_stopped_dock_has_ages_too() {
        loaded.put(Provider.of(
                "vultr",
                Map.of("baseUrl", "https://acme.test"),
                Map.of("servers", Map.of("path", "/servers", "freshness", "1h"))));
        execute("update docks set stopped_at = now()");
        clock.tick(Duration.ofMinutes(61));
        synced();
        lookFor(Duration.ofMinutes(4));
        assertThat(open()).containsExactly("stale");
        execute("update docks set enabled = false");
        lookAfter(Duration.ofSeconds(15));
        assertThat(ended()).containsExactly("gone");
    }

    private AlertWatch node(String name) {
        return new AlertWatch(
                new AlertWatch.Stores(
                        new ReadingStore(database.jdbi(), new LevelStore(database.jdbi(), 0)),
                        new RuleStore(database.jdbi()),
                        new AlertStore(database.jdbi(), new ObjectMapper()),
                        new FreshnessStore(database.jdbi()),
                        new NodeFaultStore(database.jdbi())),
                loaded,
                name,
                clock);
    }

    private void lookAfter(Duration time) {
        clock.tick(time);
        watch.look();
    }

    private void lookFor(Duration time) {
        for (long seconds = 0; seconds < time.toSeconds(); seconds += 15) {
            lookAfter(Duration.ofSeconds(15));
        }
    }

    private void spent(int remaining, Duration resetIn) {
        synced();
        execute(
                "update budgets set remaining = ?, reset_at = ?",
                remaining,
                clock.instant().plus(resetIn));
    }

    private void synced() {
        execute("update docks set last_sync_at = ?", clock.instant());
    }

    private static void failedRun(Instant at) {
        execute("""
                insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                    completed_at, duration_ms)
                values (1, 1, 1, 'vultr', 'full', 'scheduled', 'failed', ?, now(), 2000)
                """, at);
    }

    private static List<String> told() {
        return database.texts("select channel_id || ' ' || event || ' ' || (payload ->> 'severity')"
                + " from alert_deliveries order by id");
    }

    private static List<String> open() {
        return database.texts(OPEN);
    }

    private static List<String> ended() {
        return database.texts(ENDED);
    }

    private static void execute(String sql, Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(sql, values));
    }
}
