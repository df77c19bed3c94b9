package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.console.ConsoleBed;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private final ConsoleBed server = ConsoleBed.open(database.dataSource(), new SettableClock(CommandRun.NOW));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void routes_and_files_are_listed_as_the_server_runs_them() {
        assertThat(there("routes").out()).contains("schedule", "started", "4,200", "12 ms");
        assertThat(there("routes", "--find", "harbour").out()).doesNotContain("4,200");
        assertThat(there("routes", "--files").out()).contains("refused", "line 2: unknown step", "not loaded");
        assertThat(there("routes", "--file", "1-schedule", "--json")
                        .json()
                        .at("/items/0/id")
                        .asText())
                .isEqualTo("schedule");
    }

    @Test
    void a_route_is_stopped_and_started() {
        assertThat(there("route", "stop", "schedule").out()).isEqualTo("Route schedule is stopped.\n");
        assertThat(there("routes", "--state", "stopped", "--json").json().path("items"))
                .hasSize(1);
        assertThat(there("route", "start", "schedule").out()).isEqualTo("Route schedule is started.\n");
        assertThat(there("route", "stop", "nowhere").err()).contains("There is no route nowhere.");
    }

    @Test
    void the_source_is_the_text_that_runs() {
        assertThat(there("route", "source", "1-schedule").out()).startsWith("- route:\n    id: schedule\n");
        assertThat(there("route", "source", "providers.new_one").exitCode()).isEqualTo(1);
    }

    @Test
    void without_a_server_it_says_where_routes_run() {
        Result here = new CommandRun(home, database, Prompt.NOBODY).run("routes");

        assertThat(here.exitCode()).isEqualTo(1);
        assertThat(here.err()).contains("Routes run in the process of `./tidegate run`", "--server");
    }

    private Result there(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.url()));
        return new CommandRun(home, database, Prompt.NOBODY).run(all.toArray(String[]::new));
    }
}
