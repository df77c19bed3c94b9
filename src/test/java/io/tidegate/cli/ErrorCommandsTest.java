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

class ErrorCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void oneDockAndTwoErrors() {
        database.clear("docks", "sync_queue", "lanes", "sync_errors");
        commands = new CommandRun(home, database, Prompt.NOBODY);
        commands.run("dock", "add", "digitalocean", "--name", "main", "--no-token");
        database.jdbi().useHandle(handle -> handle.execute("truncate sync_queue"));
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into sync_errors (id, org_id, dock_id, service, resource_type, error_type, message,"
                                + " created_at) values (1, 1, 1, 'digitalocean', 'servers', 'HTTP_500', 'it broke',"
                                + " '2026-03-01T11:00:00Z'), (2, 1, 1, 'digitalocean', 'domains', 'HTTP_403',"
                                + " 'not allowed', '2026-03-01T11:30:00Z')"));
    }

    @Test
    void errors_are_shown_by_cause_with_what_to_do() {
        Result shown = commands.run("errors", "--groups");
        assertThat(shown.out()).contains("KEY", "WHAT TO DO", "HTTP_403", "domains", "HTTP_500");
        JsonNode groups = commands.run("errors", "--groups", "--json").json().path("items");
        assertThat(groups.findValuesAsText("errorType")).containsExactly("HTTP_403", "HTTP_500");
        assertThat(commands.run("errors", "--group", groups.get(0).path("group").asText())
                        .out())
                .contains("not allowed")
                .doesNotContain("it broke");
        assertThat(commands.run("errors", "--groups", "--type", "droplets").out())
                .contains("No open errors.");
    }

    @Test
    void some_are_tried_again_together() {
        assertThat(commands.run("error", "retry", "--error-type", "HTTP_500").out())
                .contains("1 dock queued for 1 error.");
        assertThat(database.texts("select resource_types::text from sync_queue"))
                .containsExactly("{servers}");

        database.jdbi().useHandle(handle -> handle.execute("update docks set stopped_at = now()"));
        assertThat(commands.run("error", "retry", "--dock", "main").out())
                .contains("0 docks queued", "Stopped, not queued: main", "dock resume");
    }

    @Test
    void one_or_some_are_put_away() {
        assertThat(commands.run("error", "dismiss", "1").out()).contains("Error 1: over since");
        assertThat(commands.run("error", "dismiss", "--type", "domains").out()).contains("1 error put away.");
        assertThat(commands.run("errors").out()).contains("No open errors.");
    }

    @Test
    void who_does_not_say_which_is_asked() {
        for (String verb : new String[] {"retry", "dismiss"}) {
            Result refused = commands.run("error", verb);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("Say which: --group");
        }
        assertThat(commands.run("error", "dismiss", "1", "--dock", "main").err())
                .contains("not both");
    }
}
