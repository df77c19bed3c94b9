package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.config.Settings;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DockCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);
    private Path token = Path.of("token");

    @BeforeEach
    void emptyTables() throws IOException {
        database.clear("docks", "sync_queue", "lanes", "resources");
        commands = new CommandRun(home, database, Prompt.NOBODY);
        token = Files.writeString(home.resolve("token"), "secret-1\n");
    }

    @Test
    void adding_prints_the_id_alone_and_seals_the_token_without_its_line_break() {
        Result added = add("main");
        assertThat(added).isEqualTo(new Result(0, "1\n", ""));
        assertThat(opened(1)).isEqualTo("secret-1");
        assertThat(text("select lane_key from docks"))
                .startsWith("digitalocean/token/")
                .doesNotContain("secret");
        assertThat(text("select credentials::text from docks")).doesNotContain("secret-1");
        assertThat(text("select (next_sync_at = '" + CommandRun.NOW + "')::text from docks"))
                .isEqualTo("true");
    }

    @Test
    void a_parameter_that_the_provider_does_not_use_is_warned_of() {
        Result added =
                commands.run("dock", "add", "vercel", "--name", "shop", "--no-token", "--param", "teamID=team_1");
        assertThat(added.exitCode()).isZero();
        assertThat(added.err()).contains("Vercel uses no parameter teamID", "Did you mean teamId?");
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        add("main");
        Result again = add("main");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("a dock named 'main' already");
        assertThat(again.out()).isEmpty();
    }

    @Test
    void wrong_use_ends_with_2_a_reason_and_nothing_written() throws IOException {
        Files.writeString(home.resolve("empty"), " \n");
        Files.writeString(home.resolve("lines"), "a\nb\n");
        assertWrong("no provider 'digitalocan'; did you mean digitalocean?", "add", "digitalocan", "--name", "x");
        assertWrong("--interval: is 60 to 2678400 (31 days).", addWith("--interval", "59"));
        assertWrong("--max-interval often: a number of seconds", addWith("--max-interval", "often"));
        assertWrong("--name: holds characters that cannot be shown", "add", "digitalocean", "--name", "a\u202eb");
        assertWrong("a number of seconds", addWith("--interval", "often"));
        assertWrong("is no cron expression", addWith("--cron", "whenever"));
        assertWrong("--cron: syncs more often than once a minute", addWith("--cron", "0/5 * * * * ?"));
        assertWrong("--type: digitalocean has", addWith("--type", "server"));
        assertWrong("there is no terminal to ask at", "add", "digitalocean", "--name", "x");
        assertWrong(
                "holds no token",
                "add",
                "digitalocean",
                "--name",
                "x",
                "--token-file",
                home.resolve("empty").toString());
        assertWrong(
                "must be one line",
                "add",
                "digitalocean",
                "--name",
                "x",
                "--token-file",
                home.resolve("lines").toString());
        assertWrong(
                "cannot be read",
                "add",
                "digitalocean",
                "--name",
                "x",
                "--token-file",
                home.resolve("none").toString());
        assertWrong("Missing required option: '--name=NAME'", "add", "digitalocean");
        assertWrong("did you mean", "add", "digitalocean", "--name", "x", "--tokn", "y");
        assertWrong(
                "--name: is a number, which would be taken for an id",
                "add",
                "digitalocean",
                "--name",
                "12",
                "--no-token");
        assertThat(text("select count(*)::text from docks")).isEqualTo("0");
    }

    @Test
    void a_token_is_asked_for_without_echo_when_there_is_someone_to_ask() {
        commands = new CommandRun(home, database, answering("typed-token"));
        assertThat(commands.run("dock", "add", "digitalocean", "--name", "main", "--no-validate")
                        .out())
                .isEqualTo("1\n");
        assertThat(opened(1)).isEqualTo("typed-token");
    }

    @Test
    void a_list_without_docks_says_what_to_do() {
        assertThat(commands.run("dock", "list").out())
                .isEqualTo("No docks yet. Add one: ./tidegate dock add digitalocean --name main\n");
        assertThat(commands.run("dock", "list", "--json").json().toString()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void a_dock_is_listed_and_shown_without_its_credentials() {
        add("main");
        assertThat(commands.run("dock", "list").out()).contains("main", "digitalocean", "Pending");
        Result shown = commands.run("dock", "show", "main", "--json");
        assertThat(shown.json().at("/dock/health/word").asText()).isEqualTo("pending");
        assertThat(shown.json().at("/dock/intervalSeconds").asInt()).isEqualTo(60);
        assertThat(shown.out()).doesNotContain("secret", "credentials", "box");
        assertThat(commands.run("dock", "show", "9").err()).contains("There is no dock '9'");
    }

    @Test
    void a_new_token_is_sealed_anew_and_ends_what_the_old_one_had_stopped() throws IOException {
        add("main");
        execute("update docks set stopped_at = now(), backoff_until = now() + interval '1 hour'");
        String lane = text("select lane_key from docks");
        Files.writeString(token, "secret-2");
        Result set =
                commands.run("dock", "set", "1", "--token-file", token.toString(), "--name", "other", "--no-validate");
        assertThat(set.exitCode()).isZero();
        assertThat(opened(1)).isEqualTo("secret-2");
        assertThat(text("select lane_key from docks")).isNotEqualTo(lane);
        assertThat(text("select name || coalesce(stopped_at, backoff_until)::text from docks"))
                .isNull();
        assertThat(text("select name from docks")).isEqualTo("other");
    }

    @Test
    void an_interval_ends_a_cron_expression_and_comes_into_force_at_once() {
        add("main");
        commands.run("dock", "set", "main", "--cron", "0 15 2 * * ?");
        assertThat(text("select cron from docks")).isEqualTo("0 15 2 * * ?");
        assertThat(text("select next_sync_at at time zone 'UTC' from docks")).startsWith("2026-03-02 02:15:00");
        commands.run("dock", "set", "main", "--interval", "5m");
        assertThat(text("select cron from docks")).isNull();
        assertThat(text("select interval_seconds::text from docks")).isEqualTo("300");
        assertThat(text("select next_sync_at at time zone 'UTC' from docks")).startsWith("2026-03-01 12:05:00");
        assertThat(commands.run("dock", "set", "main").exitCode()).isEqualTo(2);
    }

    @Test
    void a_dock_is_paused_resumed_and_let_delete() {
        add("main");
        assertThat(commands.run("dock", "pause", "main").out()).contains("is paused");
        assertThat(commands.run("dock", "list", "--json")
                        .json()
                        .at("/items/0/health/status")
                        .asText())
                .isEqualTo("paused");
        assertThat(commands.run("dock", "resume", "1").exitCode()).isZero();
        assertThat(text("select enabled::text from docks")).isEqualTo("true");
        assertThat(commands.run("dock", "confirm", "1").exitCode()).isZero();
        assertThat(text("select (deletions_confirmed_at is not null)::text from docks"))
                .isEqualTo("true");
    }

    @Test
    void removing_asks_what_becomes_of_the_data() {
        add("main");
        execute("""
                insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data, fingerprint,
                                       first_seen_at, changed_at)
                values (1, 1, 'digitalocean', 'servers', 'a', '{}', '', now(), now())
                """);
        Result silent = commands.run("dock", "remove", "main");
        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(silent.err()).contains("--keep-data or --erase-data");
        assertThat(commands.run("dock", "remove", "main", "--erase-data").out()).contains("its data erased");
        assertThat(text("select count(*)::text from docks")).isEqualTo("0");
        assertThat(text("select count(*)::text from resources")).isEqualTo("0");
    }

    private Result add(String name) {
        return commands.run(
                "dock", "add", "digitalocean", "--name", name, "--token-file", token.toString(), "--no-validate");
    }

    private String[] addWith(String option, String value) {
        return new String[] {"add", "digitalocean", "--name", "x", "--token-file", token.toString(), option, value};
    }

    private void assertWrong(String reason, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "dock";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Result result = commands.run(all);
        assertThat(result.err()).contains(reason).hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    private String opened(long dock) {
        Vault vault = Vault.open(Settings.load(home, Map.of(), List.of()));
        String sealed = text("select credentials::text from docks where id = " + dock);
        return vault.open(Sealed.fromJson(String.valueOf(sealed)), new Owner(1, dock));
    }

    private static @Nullable String text(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private static Prompt answering(String secret) {
        return new Prompt() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public @Nullable String line(String question) {
                return null;
            }

            @Override
            public @Nullable String secret(String question) {
                return secret;
            }
        };
    }
}
