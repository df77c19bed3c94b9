package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConnectorCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void nothing() {
        database.clear("connectors", "docks");
        commands = new CommandRun(home, database, Prompt.NOBODY).wide(160);
    }

    @Test
    void a_connector_lives_by_commands() throws IOException {
        Path key = Files.writeString(home.resolve("key"), "very-secret\n");
        assertThat(commands.run("connector", "list").out()).startsWith("No connectors yet.");
        Result made = commands.run("connector", "add", "gaa", "--provider", "foireann");
        assertThat(made.out()).startsWith("Connector gaa is made;");
        assertThat(made.err()).contains("no credentials yet");
        assertThat(commands.run("connector", "credentials", "gaa", "--token-file", key.toString())
                        .out())
                .isEqualTo("Connector gaa has new credentials, and so have 0 docks.\n");
        assertThat(commands.run("connector", "connect", "gaa", "default", "1234")
                        .out())
                .contains("of default runs with the connector");
        assertThat(commands.run("connector", "list").out()).contains("gaa", "active", "foireann");
        assertThat(commands.run("connector", "set", "gaa", "--strategy", "merge", "--field", "email=local_wins")
                        .out())
                .isEqualTo("Connector gaa is changed: active, merge, 0 15 2 * * ?.\n");
        Result shown = commands.run("connector", "show", "gaa");
        assertThat(shown.out())
                .contains("merge, but {email=local_wins}", "1234", "default", "no secret yet")
                .doesNotContain("very-secret");
        assertThat(commands.run("connector", "secret", "gaa").out()).matches("[\\w-]{43}\n");
        assertThat(commands.run("connector", "run", "gaa"))
                .satisfies(run -> assertThat(run.out()).contains("over 1 organization is begun"))
                .satisfies(run -> assertThat(run.err()).contains("It waits: it begins within seconds"));
        assertThat(commands.run("connector", "run", "gaa").exitCode()).isEqualTo(1);
        assertThat(commands.run("connector", "runs", "gaa").out()).contains("manual", "running");
        assertThat(commands.run("connector", "days").out()).contains("CONNECTORS", "RUNNING");
        assertThat(commands.run("connector", "run", "--all"))
                .satisfies(result -> assertThat(result.out()).startsWith("Connectors begun: 0, organizations: 0"))
                .satisfies(result -> assertThat(result.err()).contains("gaa does not run", "under way"))
                .extracting(Result::exitCode)
                .isEqualTo(1);
        assertThat(commands.run("connector", "run", "gaa", "--all").exitCode()).isEqualTo(2);
        assertThat(commands.run("connector", "run").exitCode()).isEqualTo(2);
        String id = database.texts("select id from connector_runs").get(0);
        assertThat(commands.run("connector", "runs", "gaa", "--run", id).out())
                .contains("1 organization, 0 succeeded, 0 failed", "waiting", "it begins within seconds");
        assertThat(commands.run("connector", "resume", "gaa").out()).startsWith("Connector gaa goes on; next run in ");
        assertThat(commands.run("connector", "remove", "gaa").err()).contains("disconnect them first");
        assertThat(commands.run("connector", "disconnect", "gaa", "1234").exitCode())
                .isEqualTo(2);
        assertThat(commands.run("connector", "disconnect", "gaa", "1234", "--keep-data")
                        .out())
                .isEqualTo("1234 is disconnected.\n");
        assertThat(commands.run("connector", "remove", "gaa").out()).isEqualTo("Connector gaa removed.\n");
    }

    @Test
    void wrong_use_names_the_option() {
        assertThat(commands.run("connector", "add", "gaa", "--provider", "foireann", "--strategy", "newest"))
                .satisfies(result -> assertThat(result.err()).startsWith("tidegate: --strategy: allowed are"))
                .extracting(Result::exitCode)
                .isEqualTo(2);
        assertThat(commands.run("connector", "show", "../docks").exitCode()).isEqualTo(2);
        assertThat(commands.run("connector", "set", "gaa").exitCode()).isEqualTo(2);
        assertThat(commands.run("connector", "credentials", "gaa").exitCode()).isEqualTo(2);
    }
}
