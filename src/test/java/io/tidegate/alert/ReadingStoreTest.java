package io.tidegate.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegate.budget.LevelStore;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is measured of docks, and of what they share. */
class ReadingStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ReadingStore readings = new ReadingStore(database.jdbi(), new LevelStore(database.jdbi(), 10));

    @BeforeEach
    void oneDock() {
        database.clear("docks", "sync_events", "sync_metrics", "budgets", "sync_queue", "webhook_logs", "dead_letters");
        execute("""
                insert into docks (id, org_id, name, provider, lane_key, scope_id, interval_seconds, next_sync_at,
                    last_sync_at, created_at, updated_at)
                overriding system value
                values (1, 1, 'web', 'vultr', 'l', 's', 600, now(), ?, ?, now())
                """, NOW.minusSeconds(1_500), NOW.minus(Duration.ofDays(30)));
    }

    @Test
    void a_dock_that_is_well_gives_no_cause() {
        assertThat(value(Rule.CONSECUTIVE_FAILURES)).isZero();
        assertThat(value(Rule.NO_SUCCESS)).isEqualTo(2.5);
        assertThat(value(Rule.ERROR_RATE)).isZero();
        assertThat(value(Rule.DEAD_LETTERS)).isZero();
        assertThat(value(Rule.SIGNATURE_FAILURES)).isZero();
        assertThat(value(Rule.STALE)).isZero();
        assertThat(value(Rule.QUEUE_AGE)).isZero();
        assertThat(of(Rule.SLOW_SYNCS)).as("no week to compare with").allMatch(each -> each.samples() == 0);
        assertThat(of(Rule.BUDGET)).isEmpty();
    }

    @Test
    void planned_runs_count_where_a_dock_goes_by_cron() {
        execute("update docks set cron = '0 0 * * * ?', last_sync_at = ?", NOW.minus(Duration.ofHours(3)));
        assertThat(value(Rule.NO_SUCCESS)).isEqualTo(2);
        execute(
                "update docks set cron = null, max_interval_seconds = 6000, unchanged_runs = 5, last_sync_at = ?",
                NOW.minusSeconds(3_600));
        assertThat(value(Rule.NO_SUCCESS)).as("at half the pace").isEqualTo(3);
    }

    @Test
    void the_error_rate_is_that_of_the_last_twenty_runs_of_a_day() {
        runs(15, "failed", Duration.ofHours(2));
        runs(10, "success", Duration.ofHours(1));
        runs(5, "failed", Duration.ofMinutes(10));
        runs(9, "failed", Duration.ofHours(30));
        Reading reading = of(Rule.ERROR_RATE).get(0);
        assertThat(reading.samples()).isEqualTo(20);
        assertThat(reading.value()).as("5 of now, 10 good ones, 5 of before").isEqualTo(50);
        assertThat(reading.words()).isEqualTo("web: 10 of its last 20 runs failed");
    }

    @Test
    void of_a_dock_that_is_synced_seldom_twenty_intervals_count() {
        runs(4, "failed", Duration.ofDays(4));
        runs(3, "failed", Duration.ofHours(20));
        assertThat(of(Rule.ERROR_RATE)).allMatch(each -> each.samples() == 3);
        execute("update docks set interval_seconds = 21600");
        assertThat(of(Rule.ERROR_RATE)).as("of five days").allMatch(each -> each.samples() == 7);
        execute("update docks set interval_seconds = 600, cron = '0 0 0 ? * MON'");
        assertThat(of(Rule.ERROR_RATE)).as("of a month").allMatch(each -> each.samples() == 7);
    }

    @Test
    void slow_is_what_takes_longer_than_in_the_week_before() {
        runs(20, "success", Duration.ofHours(1));
        execute("""
                insert into sync_metrics select 1, 1, 'vultr', 'daily', ?, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, p95, 0, 0, now()
                from (values (800)) as v (p95)
                """, Instant.parse("2026-03-03T00:00:00Z"));
        assertThat(value(Rule.SLOW_SYNCS)).isEqualTo(2.5, within(0.001));
        execute("update sync_events set duration_ms = 900");
        assertThat(value(Rule.SLOW_SYNCS)).as("nobody feels it").isZero();
        execute("delete from sync_events");
        assertThat(of(Rule.SLOW_SYNCS)).as("nothing ran").allMatch(each -> each.samples() == 0);
    }

    @Test
    void a_window_that_is_over_has_spent_nothing() {
        execute("""
                insert into budgets (provider, scope, scope_id, quota, remaining, reset_at, window_seconds)
                values ('vultr', 'token', 's', 1000, 190, ?, 3600)
                """, NOW.plusSeconds(60));
        Reading reading = of(Rule.BUDGET).get(0);
        assertThat(reading.value()).as("of what is not the owner's").isEqualTo(90);
        assertThat(reading.words())
                .isEqualTo("90 of 900 requests to vultr are left for 1 dock; 100 more are the owner's reserve");
        assertThat(reading.calm()).as("a whole window").isEqualTo(Duration.ofHours(1));
        assertThat(reading.subject().name()).startsWith("budget:vultr:").doesNotContain(":s:");
        execute("update budgets set window_seconds = 2592000");
        assertThat(of(Rule.BUDGET).get(0).calm()).as("a day at most").isEqualTo(Duration.ofDays(1));
        execute("update budgets set reset_at = ?, window_seconds = 3600", NOW.minusSeconds(1));
        assertThat(value(Rule.BUDGET)).isZero();
        execute("update budgets set window_seconds = 60");
        assertThat(of(Rule.BUDGET)).as("too short to tell anybody").isEmpty();
        execute("update budgets set remaining = 0, reset_at = ?, told_window_seconds = 3598", NOW.plusSeconds(5));
        assertThat(value(Rule.BUDGET)).as("as long as answers told").isEqualTo(100);
        execute("update budgets set forecast = true");
        assertThat(of(Rule.BUDGET)).as("as long as declared").isEmpty();
    }

    @Test
    void permits_that_are_out_are_spent() {
        execute("""
                insert into budgets (provider, scope, scope_id, quota, remaining, reset_at, window_seconds, told, in_flight)
                values ('vultr', 'token', 's', 1000, 145, ?, 3600, true, '{1, 2, 3, 4, 5}')
                """, NOW.plusSeconds(60));
        assertThat(of(Rule.BUDGET).get(0).words()).startsWith("40 of 900 requests");
    }

    @Test
    void without_success_is_a_dock_since_it_was_resumed() {
        execute("update docks set last_sync_at = ?, resumed_at = ?", NOW.minusSeconds(60_000), NOW.minusSeconds(1_200));
        Reading reading = of(Rule.NO_SUCCESS).get(0);
        assertThat(reading.value()).isEqualTo(2);
        assertThat(reading.words())
                .isEqualTo("web: no success for 20 min since it was resumed, 2.0 times its interval");
        execute("update docks set last_sync_at = ?", NOW.minusSeconds(600));
        assertThat(value(Rule.NO_SUCCESS)).isEqualTo(1);
    }

    @Test
    void a_run_that_gets_on_holds_the_alert_that_there_was_no_success() {
        job("running", 60);
        assertThat(of(Rule.NO_SUCCESS)).allMatch(Reading::held);
        execute("update sync_queue set progress_at = ?", NOW.minusSeconds(301));
        assertThat(of(Rule.NO_SUCCESS)).as("it is stuck").noneMatch(Reading::held);
        execute("update sync_queue set state = 'available', event_id = 7, run_at = ?", NOW.plusSeconds(900));
        assertThat(of(Rule.NO_SUCCESS)).as("it waits for its budget").allMatch(Reading::held);
        execute("update sync_queue set event_id = null");
        assertThat(of(Rule.NO_SUCCESS)).as("it has not begun").noneMatch(Reading::held);
    }

    @Test
    void the_oldest_due_job_of_an_organization_is_its_queues_age() {
        execute("""
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)
                values (1, 1, 'l', 'scheduled', 5, 'available', now(), ?)
                """, NOW.minusSeconds(400));
        assertThat(value(Rule.QUEUE_AGE)).isEqualTo(400);
        execute("update sync_queue set state = 'retryable'");
        assertThat(value(Rule.QUEUE_AGE)).as("to be tried again").isEqualTo(400);
        execute("update sync_queue set run_at = ?", NOW.plusSeconds(10));
        assertThat(value(Rule.QUEUE_AGE)).as("it waits for its time").isZero();
    }

    @Test
    void letters_refusals_and_stale_types_are_counted() {
        execute("""
                insert into dead_letters (org_id, dock_id, job_id, error_code, error, attempts, created_at)
                values (1, 1, 1, 'HTTP_500', 'it failed', 5, now())
                """);
        for (int minutes : List.of(10, 50, 70)) {
            execute("""
                    insert into webhook_logs (org_id, dock_id, provider, status, refusal, received_at, body_bytes)
                    values (1, 1, 'vultr', 'refused', 'signature', ?, 10)
                    """, NOW.minus(Duration.ofMinutes(minutes)));
        }
        execute("""
                insert into webhook_logs (org_id, dock_id, provider, status, refusal, received_at, body_bytes)
                values (1, 1, 'vultr', 'refused', 'body', ?, 10)
                """, NOW.minusSeconds(60));
        assertThat(value(Rule.DEAD_LETTERS)).isEqualTo(1);
        assertThat(value(Rule.SIGNATURE_FAILURES)).isEqualTo(2);
        assertThat(readings.measure(Map.of(1L, "servers are 3 h old"), NOW))
                .filteredOn(each -> each.subject().rule() == Rule.STALE)
                .singleElement()
                .satisfies(each -> assertThat(each.words()).isEqualTo("web: servers are 3 h old"));
    }

    @Test
    void a_paused_dock_is_not_measured() {
        execute("update docks set enabled = false");
        assertThat(readings.measure(Map.of(), NOW))
                .extracting(each -> each.subject().rule())
                .containsExactly(Rule.QUEUE_AGE);
    }

    private static void job(String state, int progressSecondsAgo) {
        execute("""
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at, progress_at)
                values (1, 1, 'l', 'scheduled', 5, ?, now(), now(), ?)
                """, state, NOW.minusSeconds(progressSecondsAgo));
    }

    private void runs(int runs, String status, Duration ago) {
        execute("""
                insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                    completed_at, duration_ms)
                select 1, 1, 1, 'vultr', 'full', 'scheduled', ?, cast(? as timestamptz) + make_interval(secs => n), now(),
                    2000
                from generate_series(1, ?) n
                """, status, NOW.minus(ago), runs);
    }

    private double value(Rule rule) {
        return of(rule).get(0).value();
    }

    private List<Reading> of(Rule rule) {
        return readings.measure(Map.of(), NOW).stream()
                .filter(each -> each.subject().rule() == rule)
                .toList();
    }

    private static void execute(String sql, Object... values) {
        database.jdbi().useHandle(handle -> handle.execute(sql, values));
    }
}
