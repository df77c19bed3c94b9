package io.tidegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.budget.Observation;
import io.tidegate.dock.Dock;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MonitorTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Dock DOCK = new Dock(
            new Dock.Owner(1, 7),
            "main",
            "demo",
            Map.of(),
            null,
            new Dock.Access(null, "", "demo/ip"),
            new Dock.Schedule(true, Duration.ofMinutes(1), null, NOW),
            new Dock.Condition("pending", null, null, 0, null, null, null, null));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Monitor monitor = new Monitor(meters, new ObjectMapper(), new SettableClock(NOW), true);

    @BeforeEach
    void nothing_on_record() {
        database.clear("sync_errors", "rate_limit_logs");
    }

    @Test
    void what_a_response_said_of_its_limit_is_logged_as_it_came() {
        Observation seen =
                new Observation(NOW, 300L, 12L, NOW.plusSeconds(20), null, Map.of("ratelimit-remaining", "12"));
        attempt(new Monitor.Got(200, null, "req-1", Duration.ofMillis(80)), seen);
        write();
        assertThat(database.texts(
                        "select concat_ws(' ', dock_id, run, resource_type, method, endpoint, attempt, waited_ms,"
                                + " took_ms, status, request_id, quota, remaining, headers) from rate_limit_logs"))
                .containsExactly(
                        "7 41 servers GET /v2/droplets 2 5 80 200 req-1 300 12 {\"ratelimit-remaining\": \"12\"}");
        assertThat(meters.counter("tidegate.requests", "provider", "demo", "status", "200")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_request_that_nobody_answered_is_on_record_with_why() {
        attempt(new Monitor.Got(null, "ETIMEDOUT", null, Duration.ofSeconds(30)), null);
        write();
        assertThat(database.texts("select concat_ws(' ', status, failure, took_ms, headers) from rate_limit_logs"))
                .containsExactly("ETIMEDOUT 30000 {}");
    }

    @Test
    void an_error_says_where_it_came_from_when_it_is_tried_again_and_what_ended_it() {
        Monitor.Failed last = new Monitor.Failed(3, 500, "GET /v2/domains");
        monitor.ended(new Monitor.RunEnd(
                DOCK,
                41,
                "failed",
                Duration.ofSeconds(1),
                List.of(new Monitor.ListEnd("domains", "HTTP_500", "words", NOW.plusSeconds(60), last)),
                null));
        write();
        assertThat(database.texts("select concat_ws(' ', run, next_retry_at at time zone 'UTC', details, resolution)"
                        + " from sync_errors"))
                .containsExactly("41 2026-11-21 08:01:00"
                        + " {\"status\": 500, \"attempt\": 3, \"endpoint\": \"GET /v2/domains\"}");
        end("domains", "");
        write();
        assertThat(database.texts("select concat_ws(' ', resolution, resolved_run, next_retry_at) from sync_errors"))
                .containsExactly("success 42");
    }

    @Test
    void repeats_of_one_open_error_raise_its_count() {
        for (int i = 0; i < 3; i++) {
            end("domains", "HTTP_500");
            write();
        }
        assertThat(errors()).containsExactly("domains HTTP_500 2 open");
    }

    @Test
    void the_next_success_of_that_list_resolves_its_error_and_no_others() {
        end("domains", "HTTP_500");
        end("servers", "TIMEOUT");
        write();
        end("domains", "");
        write();
        assertThat(errors()).containsExactly("domains HTTP_500 0 resolved", "servers TIMEOUT 0 open");
    }

    @Test
    void an_error_of_a_type_that_is_listed_no_more_is_over() {
        end("domains", "HTTP_500");
        end("servers", "TIMEOUT");
        write();
        monitor.ended(new Monitor.RunEnd(
                DOCK, 43, "success", Duration.ofSeconds(1), List.of(), Set.of("servers", "databases")));
        write();
        assertThat(database.texts(
                        "select concat_ws(' ', resource_type, resolution, resolved_run) from sync_errors order by 1"))
                .containsExactly("domains not_listed 43", "servers");
    }

    @Test
    void a_note_that_comes_late_changes_nothing_of_what_a_later_run_told() {
        ended(41, "domains", "HTTP_500");
        write();
        ended(43, "domains", "");
        write();
        ended(42, "domains", "HTTP_500");
        write();
        assertThat(errors()).containsExactly("domains HTTP_500 0 resolved");
        ended(45, "servers", "TIMEOUT");
        write();
        ended(44, "servers", "");
        write();
        assertThat(errors()).containsExactly("domains HTTP_500 0 resolved", "servers TIMEOUT 0 open");
    }

    @Test
    void an_error_of_lists_whose_parents_are_gone_is_over_also_for_a_run_that_was_to_list_them_alone() {
        ended(41, "domains", "HTTP_500");
        write();
        ended(42, "domains", Monitor.ListEnd.NOT_LISTED);
        write();
        assertThat(database.texts("select concat_ws(' ', resource_type, resolution, resolved_run) from sync_errors"))
                .containsExactly("domains not_listed 42");
    }

    private void ended(long run, String type, String code) {
        monitor.ended(new Monitor.RunEnd(
                DOCK, run, "success", Duration.ofSeconds(1), List.of(new Monitor.ListEnd(type, code)), null));
    }

    @Test
    void another_error_takes_the_place_of_the_one_before() {
        end("domains", "HTTP_500");
        write();
        end("domains", "HTTP_404");
        write();
        assertThat(errors()).containsExactly("domains HTTP_404 0 open", "domains HTTP_500 0 resolved");
    }

    @Test
    void a_list_that_waits_neither_opens_nor_resolves_anything() {
        end("domains", "HTTP_500");
        write();
        end("domains", "WAITING");
        assertThat(monitor.batch()).isNull();
        assertThat(errors()).containsExactly("domains HTTP_500 0 open");
    }

    @Test
    void a_batch_that_could_not_be_written_comes_again_with_the_next() {
        end("domains", "HTTP_500");
        String lost = monitor.batch();
        end("servers", "TIMEOUT");
        assertThat(Objects.requireNonNull(monitor.batch()))
                .startsWith(Objects.requireNonNull(lost).substring(0, lost.length() - 1))
                .contains("TIMEOUT");
    }

    @Test
    void what_comes_while_a_batch_is_written_is_kept_for_the_next() {
        end("domains", "HTTP_500");
        monitor.batch();
        end("servers", "TIMEOUT");
        monitor.written();
        assertThat(monitor.batch()).contains("TIMEOUT").doesNotContain("HTTP_500");
    }

    @Test
    void while_nothing_can_be_written_the_oldest_notes_give_way_and_are_counted() {
        for (int i = 0; i < 10_003; i++) {
            end("domains", "E" + i);
        }
        assertThat(monitor.batch()).doesNotContain("\"E2\"").contains("\"E3\"");
        assertThat(meters.counter("tidegate.monitor.dropped").count()).isEqualTo(3);
    }

    private void end(String type, String code) {
        monitor.ended(new Monitor.RunEnd(
                DOCK,
                42,
                "partial",
                Duration.ofSeconds(1),
                List.of(new Monitor.ListEnd(type, code, "words", null, null)),
                null));
    }

    private void attempt(Monitor.Got got, @Nullable Observation seen) {
        monitor.attempt(new Monitor.Attempt(
                DOCK, new Monitor.Sent(41, "servers", "GET", "/v2/droplets", 2, Duration.ofMillis(5)), got, NOW, seen));
    }

    /** As the route does. */
    private void write() {
        @Nullable String batch = monitor.batch();
        database.jdbi()
                .useHandle(handle ->
                        handle.createUpdate(statement()).bind("batch", batch).execute());
        monitor.written();
    }

    private static String statement() {
        try (InputStream file = Objects.requireNonNull(Monitor.class.getResourceAsStream("/sql/monitor.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace(":?batch", ":batch");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> errors() {
        return database.texts("select concat_ws(' ', resource_type, error_type, retry_count,"
                + " case when resolved_at is null then 'open' else 'resolved' end)"
                + " from sync_errors order by resource_type, error_type");
    }
}
