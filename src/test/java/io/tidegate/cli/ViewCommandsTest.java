package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void emptyTables() {
        database.clear(
                "docks", "sync_queue", "lanes", "sync_events", "resources", "resource_changes", "budgets", "alerts");
        commands = new CommandRun(home, database, Prompt.NOBODY);
    }

    @ParameterizedTest
    @CsvSource({
        "status, No docks yet. Add one",
        "health, No docks yet. Add one",
        "events, No runs yet.",
        "errors, No open errors.",
        "changes, No changes yet.",
        "budget, No budgets yet",
        "queue, '0 waiting, 0 running'",
        "errors --summary, 0 open of 0 errors.",
        "freshness, No docks yet. Add one",
        "dead-letter list, No dead letters.",
        "provider list, DigitalOcean",
        "db url, postgresql://postgres@127.0.0.1"
    })
    void nothing_to_show_is_said(String command, String said) {
        Result result = commands.run(command.split(" "));
        assertThat(result.out()).contains(said);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health",
                "events",
                "errors",
                "changes",
                "budget",
                "queue --jobs",
                "freshness",
                "dead-letter list",
                "dock list"
            })
    void an_empty_list_is_a_list_for_programs(String command) {
        Result result = commands.run((command + " --json").split(" "));
        assertThat(result.json().toString()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void events_are_shown_newest_first_and_paged_by_key() {
        someRuns();
        JsonNode first = commands.run("events", "--json", "--limit", "2").json();
        assertThat(first.findValuesAsText("id")).containsExactly("3", "2");
        assertThat(first.at("/items/1/itemsPerSecond").asDouble()).isEqualTo(250.0);
        assertThat(first.at("/items/0/startedAt").asText()).isEqualTo("2026-03-01T11:58:00Z");
        assertThat(first.at("/items/0/dock").asText()).isEqualTo("main");
        JsonNode second = commands.run(
                        "events",
                        "--json",
                        "--limit",
                        "2",
                        "--after",
                        first.path("next").asText())
                .json();
        assertThat(second.findValuesAsText("id")).containsExactly("1");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(commands.run("events", "--status", "failed", "--dock", "main")
                        .out())
                .contains("HTTP_500 it broke")
                .doesNotContain("success");
    }

    @Test
    void a_wrong_filter_is_named_with_what_is_allowed() {
        assertThat(commands.run("events", "--status", "good").err()).contains("allowed are started, success");
        assertThat(commands.run("events", "--limit", "0").err()).contains("a number from 1 to 1000");
        assertThat(commands.run("events", "--after", "x").exitCode()).isEqualTo(2);
        assertThat(commands.run("changes", "--after", "x").exitCode()).isEqualTo(2);
        assertThat(commands.run("changes", "--kind", "eaten").err()).contains("allowed are created");
    }

    @Test
    void changes_are_shown_with_their_resource_field_by_field() {
        someRuns();
        Result table = commands.run("changes");
        assertThat(table.out()).contains("web-1", "/status", "off", "active", "created");
        JsonNode changed =
                commands.run("changes", "--json", "--kind", "changed").json();
        assertThat(changed.at("/items/0/oldValue").asText()).isEqualTo("off");
        assertThat(changed.at("/items/0/resourceType").asText()).isEqualTo("servers");
        assertThat(changed.at("/items/0/field").asText()).isEqualTo("/status");
    }

    @Test
    void status_tells_the_whole_in_a_sentence_and_reasons() {
        someRuns();
        execute("update docks set stopped_at = now(), last_sync_error = '401: no such token'");
        assertThat(commands.run("status").out())
                .contains("Tidegate is not running", "1 dock needs you.", "1 record, 2 changes in 24 h")
                .contains("main: Action required, 401: no such token");
        JsonNode status = commands.run("status", "--json").json();
        assertThat(status.path("resources").asInt()).isEqualTo(1);
        assertThat(status.at("/docks/0/health/status").asText()).isEqualTo("unhealthy");
    }

    @Test
    void status_tells_of_alerts_that_no_dock_tells_of() {
        someRuns();
        execute("update docks set last_sync_at = now(), last_sync_status = 'success', consecutive_failures = 0");
        assertThat(commands.run("status").out())
                .contains("All is well with 1 dock.")
                .doesNotContain("alert");
        execute(
                "insert into alerts (rule, subject, severity, state, message, value, threshold, raised_at, last_seen_at,"
                        + " resolved_at, resolution) values ('route_file', 'route:a', 'critical', 'open',"
                        + " 'a.camel.yaml line 3: what is that', 1, 0, now(), now(), null, null), ('route_file', 'route:b',"
                        + " 'critical', 'resolved', 'b.camel.yaml', 1, 0, now(), now(), now(), 'cleared')");
        assertThat(commands.run("status").out())
                .contains("On time: 1 dock.")
                .contains("1 alert beside the docks, see ./tidegate alerts --instance:")
                .containsPattern("critical, raised .*: a.camel.yaml line 3: what is that")
                .doesNotContain("b.camel.yaml");
    }

    @Test
    void health_counts_the_last_runs() {
        someRuns();
        JsonNode health = commands.run("health", "--json").json();
        assertThat(health.at("/items/0/runs").asInt()).isEqualTo(2);
        assertThat(health.at("/items/0/successRate").asDouble()).isEqualTo(0.5);
    }

    @Test
    void a_window_that_passed_is_shown_as_full_again() {
        someRuns();
        execute("""
                insert into budgets (provider, scope, scope_id, bucket, quota, remaining, reset_at) values
                    ('digitalocean', 'token', '', 'hour', 5000, 100, '2026-03-01T11:59:00Z'),
                    ('digitalocean', 'token', '', 'minute', 250, 20, '2026-03-01T12:00:30Z')
                """);
        JsonNode budgets = commands.run("budget", "--json").json();
        assertThat(budgets.findValuesAsText("remaining")).containsExactly("5000", "20");
        assertThat(budgets.findValuesAsText("reserve")).containsExactly("500", "25");
        assertThat(commands.run("budget").out()).contains("in 30 s");
    }

    @Test
    void a_run_is_shown_with_its_requests_and_errors_and_the_queue_as_a_whole() {
        someRuns();
        assertThat(commands.run("events", "2").out()).contains("2  success", "1 changed; ./tidegate changes --run 2");
        assertThat(commands.run("events", "2", "--json").json().at("/event/id").asInt())
                .isEqualTo(2);
        assertThat(commands.run("events", "99").exitCode()).isEqualTo(1);
        assertThat(commands.run("changes", "--run", "1", "--json").json().path("items"))
                .hasSize(1);
        assertThat(commands.run("queue").out()).contains("0 waiting, 0 running, 0 to try again; in 24 h 0 done");
        assertThat(commands.run("queue", "--json").json().path("byType")).isEmpty();
        assertThat(commands.run("freshness").out()).contains("main", "servers", "never");
        assertThat(commands.run("health", "--status", "good").err()).contains("allowed are healthy, degraded");
        assertThat(commands.run("export", "health", "--format", "csv").out()).startsWith("dockId,dock,provider,status");
        assertThat(commands.run("export", "requests", "2", "--format", "json")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(commands.run("export", "--help").out()).contains("How old lists are.", "errors", "budget");
    }

    @Test
    void a_wrong_setting_ends_with_2_and_says_what_is_allowed() {
        Result result = commands.run("status", "--tidegate.http.prt=1");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("tidegate: flag: tidegate.http.prt is unknown; did you mean tidegate.http.port?\n");
    }

    @Test
    void a_failure_is_one_line_and_only_debug_shows_where() {
        Result short1 = commands.run("run");
        assertThat(short1.exitCode()).isEqualTo(1);
        assertThat(short1.err()).isEqualTo("tidegate: IllegalStateException: run. Add --debug to see where.\n");
        assertThat(commands.run("demo", "--debug").err()).contains("IllegalStateException: demo", "at io.tidegate");
    }

    @Test
    void help_and_version_are_results_and_a_group_alone_is_wrong_use() {
        assertThat(commands.run("--help").out()).contains("dock", "dead-letter", "--tidegate.http.port");
        assertThat(commands.run("--version").out()).startsWith("tidegate ");
        assertThat(commands.run("dock").exitCode()).isEqualTo(2);
        assertThat(commands.run("dock", "sync", "--help").out()).contains("--wait");
        assertThat(commands.run("statsu").err()).contains("did you mean status?");
    }

    private void someRuns() {
        commands.run("dock", "add", "digitalocean", "--name", "main", "--no-token");
        execute("""
                insert into sync_events (id, org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                                         completed_at, duration_ms, items_processed, error_code, error_message) values
                    (1, 1, 1, 1, 'digitalocean', 'full', 'scheduled', 'failed', '2026-03-01T11:56:00Z',
                     '2026-03-01T11:56:01Z', 1000, 0, 'HTTP_500', 'it broke'),
                    (2, 1, 1, 2, 'digitalocean', 'full', 'manual', 'success', '2026-03-01T11:57:00Z',
                     '2026-03-01T11:57:02Z', 2000, 500, null, null),
                    (3, 1, 1, 3, 'digitalocean', 'full', 'scheduled', 'started', '2026-03-01T11:58:00Z',
                     null, null, 0, null, null)
                """);
        execute("""
                insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, name, data,
                                       fingerprint, first_seen_at, changed_at)
                values (1, 1, 'digitalocean', 'servers', 'a', 'web-1', '{}', '', now(), now())
                """);
        execute("""
                insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new) values
                    (1, 1, 1, 1, '2026-03-01T11:56:00Z', 'created', null, null, null),
                    (1, 1, 1, 2, '2026-03-01T11:57:00Z', 'changed', '/status', '"off"', '"active"')
                """);
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
