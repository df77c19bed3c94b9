package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.FakeProvider;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One page of each type, and a fixture of it, from a provider that answers as a test says. */
class ProviderTryTest {
    private static final String TOKEN = "canary-token-0123456789";
    private static final String ACCOUNTS = """
            {"accounts": [
              {"id": 7, "label": "main", "mail": "jo@acme.test", "key": "k-secret", "state": "OK"},
              {"id": 8, "label": "other", "mail": null, "key": "k-secret-2", "state": "OK"}],
             "next": "/accounts?page=2"}
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private final FakeProvider provider = new FakeProvider(() -> CommandRun.NOW);
    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);
    private Path file = Path.of("");

    @BeforeEach
    void acmeWithTwoTypes() throws IOException {
        database.clear("docks", "sync_queue", "lanes");
        Files.createDirectories(home.resolve("routes/providers"));
        file = Files.copy(
                Path.of("src/test/resources/rehearsal/acme.camel.yaml"),
                home.resolve("routes/providers/acme.camel.yaml"));
        Files.writeString(home.resolve("token"), TOKEN);
        commands = new CommandRun(home, database, Prompt.NOBODY, home.resolve("routes"));
        provider.token(TOKEN)
                .header("X-RateLimit-Limit", "100")
                .header("X-RateLimit-Remaining", "99")
                .always("/accounts", Answer.json(200, ACCOUNTS))
                .always(
                        "/accounts/7/zones",
                        Answer.json(200, "[{\"id\":\"z1\",\"account\":{\"token\":\"" + TOKEN + "\"}}]"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void a_page_of_each_type_shows_what_would_be_stored_and_nothing_is() {
        Result result = asked("try");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "accounts  GET " + provider.baseUrl() + "/accounts?per_page=2",
                        "2 records would be stored, another page follows (" + provider.baseUrl() + "/accounts?page=2)",
                        "limits: limit=100 remaining=99",
                        "zones of 7  GET " + provider.baseUrl() + "/accounts/7/zones",
                        "1 record would be stored, no page follows")
                .doesNotContain("jo@acme.test", "k-secret", TOKEN);
        assertThat(provider.requests()).hasSize(2);
        assertThat(database.texts("select id::text from resources")).isEmpty();
    }

    @Test
    void the_facts_are_for_programs_too() {
        JsonNode accounts = asked("try", "--json", "--type", "accounts").json().at("/items/0");
        assertThat(accounts.at("/outcome").asText()).isEqualTo("READ");
        assertThat(accounts.at("/page/records/0/columns/owner_mail").asText()).isEqualTo("[personal]");
        assertThat(accounts.at("/page/records/0/redacted").asInt()).isEqualTo(1);
        assertThat(accounts.at("/page/records/0/personal").asInt()).isEqualTo(1);
        assertThat(accounts.at("/page/records/0/status").asText()).isEqualTo("running");
        assertThat(accounts.at("/page/records/0/data/key").asText()).isEqualTo("[redacted]");
        assertThat(accounts.at("/answer/limitHeaders").toString()).contains("\"x-ratelimit-remaining\":\"99\"");
    }

    @Test
    void a_child_is_asked_for_with_its_parent_or_with_the_one_that_is_named() {
        assertThat(asked("try", "--type", "zones").out()).contains("accounts  GET", "zones of 7  GET");
        provider.always("/accounts/9/zones", Answer.json(200, "[]"));
        Result named = asked("try", "--type", "zones", "--parent", "9");
        assertThat(named.out())
                .contains("zones of 9  GET", "0 records would be stored")
                .doesNotContain("accounts  GET");
    }

    @Test
    void a_refusal_is_told_in_the_words_of_the_flow_and_ends_the_asking() throws IOException {
        Files.writeString(home.resolve("token"), "another");
        Result refused = asked("try");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out())
                .contains(
                        "failed: Acme refuses the credentials (401: Unable to authenticate you.)",
                        "zones\n  not asked, since the credentials are refused");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_limit_and_a_fault_of_the_server_are_failures_with_their_reason() {
        provider.next("/accounts", Answer.json(429, "{}").header("Retry-After", "90"), Answer.json(500, "{}"));
        assertThat(asked("try").out())
                .contains(
                        "Acme answered 429; a sync would wait until 2026-03-01T12:01:30Z", "not asked, since a limit");
        assertThat(asked("try").out()).contains("Acme answered 500");
    }

    @Test
    void a_body_of_another_shape_is_a_failure() {
        provider.always("/accounts", Answer.json(200, "{\"items\":[]}"));
        Result result = asked("try", "--type", "accounts");
        assertThat(result.out()).contains("failed: Acme: the body has no list at /accounts");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void redirects_and_links_to_other_origins_are_not_followed() {
        try (FakeProvider elsewhere = new FakeProvider(() -> CommandRun.NOW)) {
            provider.next("/accounts", Answer.json(302, "{}").header("Location", elsewhere.baseUrl() + "/accounts"));
            assertThat(asked("try").out()).contains("Acme answered 302");
            provider.always(
                    "/accounts", Answer.json(200, "{\"accounts\":[],\"next\":\"" + elsewhere.baseUrl() + "/a\"}"));
            assertThat(asked("try").out()).contains("the credential does not follow it");
            Result led = asked("try", "--type", "accounts", "--cursor", elsewhere.baseUrl() + "/accounts");
            assertThat(led.out()).contains("the credential does not follow it");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_docks_secrets_stay_with_its_provider() {
        assertThat(commands.run("dock", "add", "acme", "--name", "main", "--no-validate", "--token-file", token())
                        .exitCode())
                .isZero();
        Result kept = commands.run("provider", "try", "acme", "--dock", "main", "--against", provider.baseUrl());
        assertThat(kept.err()).contains("The secrets of dock main are for https://api.acme.test");
        assertThat(kept.exitCode()).isEqualTo(2);
        assertThat(provider.requests()).isEmpty();
        Result atHome = commands.run(
                "provider",
                "try",
                "acme",
                "--dock",
                "main",
                "--type",
                "accounts",
                "--tidegate.provider.acme.base-url=" + provider.baseUrl());
        assertThat(atHome.out()).contains("2 records would be stored");
    }

    @Test
    void a_recorded_body_holds_no_secrets_and_can_be_read_again() throws IOException {
        Path out = home.resolve("accounts.json");
        Result recorded = asked("record", "--type", "accounts", "--out", out.toString());
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        assertThat(Files.readString(out))
                .contains("\"id\" : 7", "[redacted]", "[personal]")
                .doesNotContain("jo@acme.test", "k-secret");
        Result again = asked("record", "--type", "accounts", "--out", out.toString());
        assertThat(again.err()).contains("is there already; --force writes over it.");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(asked("record", "--type", "accounts", "--force", "--out", out.toString())
                        .exitCode())
                .isZero();

        Result read =
                commands.run("provider", "check", file.toString(), "--body", out.toString(), "--type", "accounts");
        assertThat(read.out()).contains("providers/acme.camel.yaml: can run", "2 records would be stored");
        assertThat(read.exitCode()).isZero();
    }

    private Result asked(String command, String... more) {
        List<String> all = new ArrayList<>(
                List.of("provider", command, "acme", "--against", provider.baseUrl(), "--token-file", token()));
        all.addAll(List.of(more));
        return commands.run(all.toArray(String[]::new));
    }

    private String token() {
        return home.resolve("token").toString();
    }
}
