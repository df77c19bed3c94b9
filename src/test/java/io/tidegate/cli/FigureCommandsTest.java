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

/** The figures of three runs of the hour under way and one before, as people and programs read them. */
class FigureCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void fourRuns() {
        database.clear("docks", "sync_events", "sync_metrics", "rollups");
        commands = new CommandRun(home, database, Prompt.NOBODY);
        execute("insert into docks (org_id, name, provider, lane_key, interval_seconds, next_sync_at, last_sync_at,"
                + " created_at, updated_at) values (1, 'main', 'vultr', 'l', 300, '2026-03-01T12:00:00Z',"
                + " '2026-03-01T11:50:00Z', now(), now())");
        run("2026-03-01T10:30:00Z", "success", 1_000);
        run("2026-03-01T12:00:00Z", "success", 2_000);
        run("2026-03-01T12:00:00Z", "partial", 3_000);
        run("2026-03-01T12:00:00Z", "failed", 4_000);
    }

    private static void run(String at, String status, long millis) {
        execute("insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,"
                + " completed_at, duration_ms, items_processed) values (1, 1, 1, 'vultr', 'full', 'scheduled', '"
                + status
                + "', '" + at + "', '" + at + "', " + millis + ", 1000)");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics, '2026-03-01 12:00     3  33.3 %', 'all of these         4  50.0 %'",
        "metrics --period week, WEEK (UTC), '2026-02-23       4  50.0 %'",
        "timeline, '2026-03-01 12:00     3        1       1', '4 runs: 2 good, 1 partial, 1 failed.'",
        "performance, 'full       4', too few runs to compare",
        "compare, 'vultr      1     4  50.0 %', '10 min       0'",
        "compare --docks, main, 10 min",
        "dashboard, main, all 1"
    })
    void people_read_tables(String command, String said, String saidToo) {
        Result result = commands.wide(80).run(command.split(" ", -1));
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains(said).contains(saidToo);
    }

    @Test
    void programs_read_what_rest_answers() {
        JsonNode metrics = commands.run("metrics", "--json", "--limit", "2").json();
        assertThat(metrics.at("/items/0/start").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(metrics.at("/items/0/averageDurationMs").asLong()).isEqualTo(3_000);
        assertThat(metrics.at("/items/1/successRate").isNull()).isTrue();
        assertThat(metrics.path("next").asText()).startsWith("2026-03-01T11:00:00Z");
        assertThat(commands.run("performance", "--json").json().at("/all/p95Ms").asLong())
                .isEqualTo(3_850);
        assertThat(commands.run("compare", "--json").json().at("/items/0/syncs").asLong())
                .isEqualTo(4);
        assertThat(commands.run("dashboard", "--json")
                        .json()
                        .at("/summary/uptime")
                        .isNull())
                .isTrue();
        assertThat(commands.run("timeline", "--hours", "3", "--json").json().path("items"))
                .hasSize(3);
    }

    @Test
    void figures_can_be_had_as_files() {
        assertThat(commands.run("export", "metrics", "--format", "csv").out().lines())
                .hasSize(25);
        assertThat(commands.run("export", "timeline", "--hours", "5").out().lines())
                .hasSize(5);
        assertThat(commands.run("export", "performance").out()).contains("\"syncType\":\"all\"");
        assertThat(commands.run("export", "compare", "--docks", "--format", "json")
                        .json()
                        .at("/items/0/dock")
                        .asText())
                .isEqualTo("main");
        assertThat(commands.run("export", "dashboard").out()).contains("\"dock\":\"main\"");
    }

    @Test
    void what_cannot_be_is_named_with_what_is_allowed() {
        assertThat(commands.run("metrics", "--period", "year").err()).contains("allowed are hour, day, week");
        assertThat(commands.run("timeline", "--hours", "0").err()).contains("a number from 1 to 2160");
        assertThat(commands.run("performance", "--runs", "0").err()).contains("a number from 1 to 1000");
        assertThat(commands.run("metrics", "--after", "x").exitCode()).isEqualTo(2);
    }

    private static void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }
}
