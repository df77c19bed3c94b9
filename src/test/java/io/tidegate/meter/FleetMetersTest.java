package io.tidegate.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FleetMetersTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final NodeMeters meters = new NodeMeters();

    @BeforeEach
    void a_fleet() {
        database.clear("docks", "sync_queue", "lanes", "budgets", "sync_errors", "dead_letters");
        database.jdbi().useHandle(handle -> handle.createScript("""
                insert into docks (id, org_id, name, provider, lane_key, scope_id, interval_seconds, next_sync_at,
                    last_sync_at, consecutive_failures, enabled, waiting_until, created_at, updated_at) values
                    (1, 1, 'a', 'vultr', 'l1', 's', 60, now(), '2026-11-21T07:58:00Z', 0, true, null, now(), now()),
                    (2, 1, 'b', 'vultr', 'l2', 's', 600, now(), '2026-11-21T07:50:00Z', 2, true,
                        '2026-11-21T08:01:00Z', now(), now()),
                    (3, 1, 'c', 'vultr', 'l2', 's', 60, now(), '2026-11-01T00:00:00Z', 0, false, null, now(), now()),
                    (4, 1, 'd', 'taken away', 'l3', '', 60, now(), '2026-11-21T08:00:00Z', 0, true, null, now(), now());
                insert into docks (id, org_id, name, provider, lane_key, scope_id, next_sync_at, last_sync_at, stopped_at,
                    created_at, updated_at) values (5, 1, 'e', 'gone wrong', 'l5', '', now(), '2026-11-21T07:00:00Z',
                        '2026-11-21T07:01:00Z', now(), now());
                insert into lanes (lane_key, free_at, job_id, waiting_reason) values
                    ('l1', '2026-11-21T08:00:00Z', 1, null), ('l2', '2026-11-21T08:01:00Z', null, 'spent');
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at) values
                    (1, 1, 'l1', 'manual', 1, 'running', now(), '2026-11-21T07:00:00Z'),
                    (1, 2, 'l2', 'manual', 1, 'retryable', now(), '2026-11-21T07:59:00Z'),
                    (1, 4, 'l3', 'manual', 1, 'available', now(), '2026-11-21T08:30:00Z');
                insert into budgets (provider, scope, scope_id, bucket, quota, remaining, reset_at) values
                    ('vultr', 'token', 's', 'x', 100, 25, '2026-11-21T08:01:00Z'),
                    ('vultr', 'token', 's', 'y', 100, 1, '2026-11-21T07:01:00Z'),
                    ('vultr', 'token', 'of nobody', '', 100, 1, '2026-11-21T08:01:00Z');
                insert into sync_errors (org_id, dock_id, service, error_type, message, created_at) values
                    (1, 1, 'vultr', 'HTTP_500', '', now()), (1, 4, 'taken away', 'HTTP_500', '', now());
                """).execute());
    }

    private void of(Jdbi jdbi) {
        meters.read(new FleetMeters(meters, new FleetStore(jdbi), () -> Set.of("vultr"), new SettableClock(NOW)));
    }

    @Test
    void the_figures_are_those_of_the_rows() {
        of(database.jdbi());
        assertThat(meters.scrape().lines())
                .contains(
                        "tidegate_docks{provider=\"vultr\",state=\"active\"} 2.0",
                        "tidegate_docks{provider=\"vultr\",state=\"paused\"} 1.0",
                        "tidegate_docks{provider=\"vultr\",state=\"failing\"} 1.0",
                        "tidegate_docks{provider=\"vultr\",state=\"waiting\"} 1.0",
                        "tidegate_docks{provider=\"other\",state=\"active\"} 1.0",
                        "tidegate_lanes{provider=\"vultr\",state=\"running\"} 1.0",
                        "tidegate_lanes{provider=\"vultr\",state=\"held\"} 1.0",
                        "tidegate_lanes{provider=\"vultr\",state=\"idle\"} 0.0",
                        "tidegate_freshness_lag_seconds{provider=\"vultr\"} 600.0",
                        "tidegate_freshness_intervals{provider=\"vultr\"} 2.0",
                        "tidegate_docks{provider=\"other\",state=\"stopped\"} 1.0",
                        "tidegate_freshness_lag_seconds{provider=\"other\"} 3600.0",
                        "tidegate_queue_jobs{state=\"running\"} 1.0",
                        "tidegate_queue_jobs{state=\"retryable\"} 1.0",
                        "tidegate_queue_oldest_seconds 60.0",
                        "tidegate_budget_left_ratio{provider=\"vultr\"} 0.25",
                        "tidegate_errors_open{provider=\"vultr\"} 1.0",
                        "tidegate_errors_open{provider=\"other\"} 1.0",
                        "tidegate_dead_letters 0.0");
    }

    @Test
    void a_database_that_does_not_answer_leaves_figures_unknown_and_the_rest_told() {
        of(Jdbi.create("jdbc:postgresql://127.0.0.1:1/none"));
        new FlowMeters(meters).request("vultr", "servers", 200, Duration.ZERO, Duration.ofMillis(20));
        assertThat(meters.scrape())
                .contains("tidegate_queue_oldest_seconds NaN")
                .contains("tidegate_readings_age_seconds NaN")
                .contains("tidegate_requests_total{provider=\"vultr\",status=\"200\"} 1.0")
                .doesNotContain("tidegate_docks{");
    }

    @Test
    void statuses_that_a_provider_makes_up_make_no_series() {
        FlowMeters flow = new FlowMeters(meters);
        for (int status = -1; status < 1_200; status++) {
            flow.request("vultr", "servers", status, Duration.ZERO, Duration.ofMillis(20));
        }
        flow.request("vultr", "servers", null, Duration.ZERO, Duration.ofMillis(20));
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("tidegate_requests_total")))
                .hasSize(20);
    }

    @Test
    void methods_and_paths_that_a_caller_makes_up_make_no_series() {
        HttpMeters http = new HttpMeters();
        http.open(meters);
        for (int i = 0; i < 100; i++) {
            http.answered("people", "M" + i, null, 404, Duration.ZERO);
        }
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .containsExactly(
                        "http_server_requests_seconds_count{listener=\"people\",method=\"other\",route=\"none\","
                                + "status=\"404\"} 100");
    }
}
