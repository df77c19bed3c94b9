package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void oneDockAndTwoLetters() {
        database.clear("docks", "sync_queue", "lanes", "dead_letters", "sync_errors");
        commands = new CommandRun(home, database, Prompt.NOBODY);
        commands.run("dock", "add", "digitalocean", "--name", "main", "--no-token");
        execute("""
                insert into dead_letters (org_id, dock_id, job_id, job_type, resource_types, request, status, error_code,
                                          error, attempts, created_at)
                values (1, 1, 7, 'scheduled', '{servers,domains}', 'GET /v2/droplets', 500, 'HTTP_500', 'it broke', 4,
                        '2026-03-01T11:00:00Z'),
                       (1, 1, 8, 'manual', null, null, null, 'STALLED', 'committed no page', 4, '2026-03-01T11:30:00Z')
                """);
    }

    @Test
    void a_letter_is_shown_with_all_that_is_known() {
        assertThat(commands.run("dead-letter", "show", "1").out())
                .contains("main", "7  scheduled", "servers, domains", "GET /v2/droplets", "500")
                .contains("HTTP_500  it broke", "4", "60 min ago", "open");
        assertThat(commands.run("dead-letter", "show", "2").out()).contains("all", "no answer");
        JsonNode letter = commands.run("dead-letter", "show", "1", "--json").json();
        assertThat(letter.path("status").asInt()).isEqualTo(500);
        assertThat(letter.path("resourceTypes").toString()).isEqualTo("[\"servers\",\"domains\"]");
        assertThat(letter.path("createdAt").asText()).isEqualTo("2026-03-01T11:00:00Z");
        assertThat(letter.path("dockId").asLong()).isEqualTo(1);
        assertThat(letter.path("dock").asText()).isEqualTo("main");
        assertThat(letter.path("provider").asText()).isEqualTo("digitalocean");
        assertThat(letter.path("jobId").asLong()).isEqualTo(7);
        Result missing = commands.run("dead-letter", "show", "99");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("no dead letter 99");
    }

    @Test
    void letters_are_chosen_by_provider_and_time_and_had_as_a_file() {
        assertThat(ids("--provider", "digitalocean")).containsExactly("2", "1");
        assertThat(ids("--provider", "vultr")).isEmpty();
        assertThat(ids("--since", "2026-03-01T11:15:00Z")).containsExactly("2");
        assertThat(ids("--until", "2026-03-01T11:15:00Z")).containsExactly("1");
        assertThat(commands.run("export", "dead-letters", "--until", "2026-03-01T11:15:00Z", "--format", "csv")
                        .out()
                        .lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("HTTP_500"));
    }

    private List<String> ids(String option, String value) {
        return commands.run("dead-letter", "list", "--json", option, value)
                .json()
                .findValuesAsText("id");
    }

    @Test
    void an_error_is_put_away() {
        execute("insert into sync_errors (id, org_id, dock_id, service, error_type, message, created_at)"
                + " values (5, 1, 1, 'digitalocean', 'HTTP_500', 'it broke', '2026-03-01T11:00:00Z')");

        assertThat(commands.run("error", "dismiss", "5").out()).contains("Error 5: over since now (dismissed).");
        assertThat(commands.run("error", "dismiss", "5", "--json")
                        .json()
                        .path("resolution")
                        .asText())
                .isEqualTo("dismissed");
        assertThat(commands.run("errors").out()).contains("No open errors.");
        assertThat(commands.run("error", "dismiss", "99").exitCode()).isEqualTo(1);
    }

    @Test
    void replaying_queues_the_dock_for_the_letters_types_once() {
        Result replayed = commands.run("dead-letter", "replay", "1");

        assertThat(replayed.out()).contains("Letter 1: dock main queued as job 1.");
        assertThat(replayed.exitCode()).isZero();
        assertThat(database.texts("select type || ' ' || resource_types::text from sync_queue"))
                .containsExactly("manual {servers,domains}");
        Result again = commands.run("dead-letter", "replay", "1");
        assertThat(again.out()).contains("Letter 1: replayed at 2026-03-01T12:00:00Z; left as it is.");
        assertThat(again.exitCode()).isZero();
        assertThat(database.texts("select id::text from sync_queue")).hasSize(1);
        assertThat(commands.run("dead-letter", "list", "--json").json().findValuesAsText("id"))
                .containsExactly("2");
        assertThat(commands.run("dead-letter", "list", "--all-states", "--json")
                        .json()
                        .findValuesAsText("resolution"))
                .containsExactly("null", "replayed");
    }

    @Test
    void all_letters_are_replayed_with_one_job() {
        JsonNode outcomes =
                commands.run("dead-letter", "replay", "--all", "--json").json();

        assertThat(outcomes.findValuesAsText("outcome")).containsExactly("replayed", "replayed");
        assertThat(outcomes.findValuesAsText("job")).containsExactly("1", "1");
        assertThat(database.texts("select coalesce(resource_types::text, 'all') from sync_queue"))
                .containsExactly("all");
        assertThat(commands.run("dead-letter", "replay", "--all").out()).contains("No dead letters.");
    }

    @Test
    void a_letter_of_a_stopped_dock_waits_until_someone_resumes_it() {
        execute("update docks set stopped_at = now(), last_sync_error = 'the token is refused'");

        Result result = commands.run("dead-letter", "replay", "1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("main is stopped (the token is refused)", "./tidegate dock resume 1");
        assertThat(database.texts("select id::text from sync_queue")).isEmpty();
        assertThat(database.texts("select id::text from dead_letters where resolved_at is null"))
                .hasSize(2);
    }

    @Test
    void a_paused_dock_runs_for_this_once() {
        commands.run("dock", "pause", "main");
        assertThat(commands.run("dead-letter", "replay", "2").out())
                .contains("queued as job 1 for this once; it stays paused.");
    }

    @Test
    void a_letter_whose_dock_is_gone_can_only_be_discarded() {
        execute("update dead_letters set dock_id = 99 where id = 1");
        Result result = commands.run("dead-letter", "replay", "1");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("its dock was removed", "./tidegate dead-letter discard 1");
        assertThat(commands.run("dead-letter", "discard", "1").out()).contains("Letter 1: discarded.");
        assertThat(commands.run("dead-letter", "discard", "1").out())
                .contains("discarded at 2026-03-01T12:00:00Z; left as it is.");
        assertThat(commands.run("dead-letter", "show", "1").out()).contains("discarded now", "(removed)");
    }

    @Test
    void which_letters_must_be_said() {
        assertThat(commands.run("dead-letter", "replay").exitCode()).isEqualTo(2);
        assertThat(commands.run("dead-letter", "discard", "1", "--all").err()).contains("their ids, or --all");
        assertThat(commands.run("dead-letter", "discard", "99").exitCode()).isEqualTo(1);
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
