package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.config.Settings;
import io.tidegate.console.ConsoleBed;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands ask a server as they ask this machine's database. */
class RemoteCommandsTest {
    private static final String TOKEN = "TIDEGATE_SERVER_TOKEN";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private final ConsoleBed server =
            ConsoleBed.open(database.dataSource(), new SettableClock(CommandRun.NOW), "--tidegate.auth=on");
    private CommandRun here = new CommandRun(Path.of("."), database, Prompt.NOBODY);
    private CommandRun there = here;

    @BeforeEach
    void anOwnersToken() {
        database.clear("docks", "sync_queue", "lanes", "sync_events", "api_tokens", "members", "people");
        here = new CommandRun(home, database, Prompt.NOBODY);
        server.load(DeclaredProviders.read(Settings.load(
                        home,
                        Map.of(),
                        List.of("--tidegate.routes.dir="
                                + Path.of("routes-yaml").toAbsolutePath())))
                .usable());
        there = new CommandRun(home, database, Prompt.NOBODY).with(Map.of(TOKEN, token("owner")));
        assertThat(there("dock", "add", "digitalocean", "--name", "main", "--no-token"))
                .isEqualTo(new Result(
                        0, "1\n", "Warning: DigitalOcean expects token and will probably refuse this dock.\n"));
        database.jdbi().useHandle(handle -> handle.execute("""
                insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                                         completed_at, duration_ms, items_processed) values
                    (1, 1, 1, 'digitalocean', 'full', 'manual', 'success', '2026-03-01T11:57:00Z',
                     '2026-03-01T11:57:02Z', 2000, 500)
                """));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String token(String role) {
        here.run("member", "invite", role + "@example.org", "--role", role);
        database.jdbi().useHandle(handle -> {
            handle.execute("update people set password = 'x', name = email");
            handle.execute("update members set pending = false");
        });
        Result made = here.run("token", "create", "--name", "ci", "--member", role + "@example.org");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.err()).contains("shown this once");
        return made.out().strip();
    }

    private Result there(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.url()));
        return there.run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dock list",
                "dock list --json",
                "dock show main",
                "dock show 1 --json",
                "status",
                "health --json",
                "health",
                "events",
                "events --json",
                "errors",
                "changes",
                "budget",
                "queue",
                "queue --json",
                "webhooks",
                "dead-letter list",
                "provider show digitalocean",
                "org show",
                "member list",
                "token list",
                "export events --format csv",
                "export resources"
            })
    void the_answer_is_the_same(String command) {
        Result far = there(command.split(" "));
        Result near = here.run(command.split(" "));
        assertThat(far.exitCode()).as(far.err()).isZero();
        String idle = "Tidegate is not running. Start it: ./tidegate run\n";
        assertThat(far.out().replace(idle, "")).isEqualTo(near.out().replace(idle, ""));
    }

    @Test
    void docks_are_changed_and_removed_through_a_server() {
        assertThat(there("dock", "set", "main", "--name", "other", "--interval", "5m")
                        .out())
                .isEqualTo("Dock 1 changed.\n");
        assertThat(there("dock", "pause", "other").out()).contains("is paused");
        assertThat(there("dock", "sync", "1").out()).isEqualTo("Queued as job 1.\n");
        assertThat(database.texts("select name || interval_seconds || enabled from docks"))
                .containsExactly("other300false");
        assertThat(there("dock", "remove", "other", "--keep-data").exitCode()).isZero();
        assertThat(there("audit").out()).contains("owner@example.org", "dock.create", "docks/1", "dock.delete");
        assertThat(there("whoami").out()).contains("owner@example.org", "docks:write");
    }

    @Test
    void what_the_token_may_not_is_refused_in_one_line() {
        there.with(Map.of(TOKEN, token("support")));
        Result refused = there("dock", "list");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("As support you may not read docks").hasLineCount(1);
    }

    @Test
    void who_is_not_known_is_told_what_to_do() {
        there.with(Map.of(TOKEN, "tdg_" + "a".repeat(43)));
        assertThat(there("dock", "list").err()).contains(TOKEN).hasLineCount(1);
        there.with(Map.of());
        Result nobody = there("dock", "list");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).contains(TOKEN).hasLineCount(1);
    }

    @Test
    void a_server_that_cannot_be_asked_is_named() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Result away = there.run("status", "--server", "http://127.0.0.1:" + free);
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err()).contains("does not answer").hasLineCount(1);
        Result clear = there.run("status", "--server", "http://tidegate.example.org");
        assertThat(clear.exitCode()).isEqualTo(2);
        assertThat(clear.err()).contains("in clear", "https").hasLineCount(1);
        Result wrong = there.run("status", "--server", "tidegate.example.org");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--server").hasLineCount(1);
        assertThat(there.run("status", "--server", server.url() + "/elsewhere").exitCode())
                .isEqualTo(1);
    }

    @Test
    void what_works_on_this_machine_only_says_so() {
        for (String command : List.of("run", "demo", "db url", "keys status", "provider check digitalocean")) {
            Result result = there(command.split(" "));
            assertThat(result.exitCode()).as(command).isEqualTo(2);
            assertThat(result.err())
                    .contains("on this machine only: leave out --server")
                    .hasLineCount(1);
        }
    }

    @Test
    void an_export_is_written_whole_or_not_at_all() throws IOException {
        Path file = home.resolve("events.ndjson");
        assertThat(there("export", "events", "--out", file.toString()).err()).contains("KiB written to");
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(there("export", "events", "--status", "good", "--out", file.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(Files.readAllLines(file)).hasSize(1);
        try (var files = Files.list(home)) {
            assertThat(files.filter(each -> each.toString().endsWith(".part"))).isEmpty();
        }
    }
}
