package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.config.Settings;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a dock gets the secrets that its provider's authentication needs. */
class DockSecretsTest {
    private static final String ACME = """
            - beans:
                - name: acme
                  type: io.tidegate.provider.Facts
                  properties:
                    title: Acme
                    baseUrl: https://api.acme.test
                    authentication:
                      choose: method
                      oauth: { kind: client-credentials, tokenUrl: /oauth/token }
                      key: { kind: api-key, header: X-Api-Key }
                      login: basic
            - templatedRoute:
                routeId: acme-call
                routeTemplateRef: call
                parameters:
                  - { name: provider, value: acme }
            - templatedRoute:
                routeId: acme-members
                routeTemplateRef: list
                parameters:
                  - { name: provider, value: acme }
                  - { name: type, value: members }
                  - { name: path, value: /members }
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void emptyTables() throws IOException {
        database.clear("docks", "sync_queue", "lanes");
        Files.createDirectories(home.resolve("routes/providers"));
        Files.writeString(home.resolve("routes/providers/acme.camel.yaml"), ACME);
        asking(Prompt.NOBODY);
    }

    @Test
    void secrets_are_read_from_files_by_name_and_sealed_together() {
        Result added = add("oauth", secret("clientId", "id-1"), secret("clientSecret", "hush-1\n"));
        assertThat(added).isEqualTo(new Result(0, "1\n", ""));
        assertThat(secrets()).isEqualTo(Map.of("clientId", "id-1", "clientSecret", "hush-1"));
        assertThat(database.texts("select docks::text from docks").toString()).doesNotContain("hush-1", "id-1");
        assertThat(database.texts("select lane_key from docks where scope_id <> ''"))
                .singleElement()
                .asString()
                .startsWith("acme/token/");
    }

    @Test
    void the_default_authentication_is_the_first_that_is_declared() {
        Result added = commands.run("dock", "add", "acme", "--name", "main");
        assertThat(added.exitCode()).isEqualTo(2);
        assertThat(added.err())
                .contains(
                        "Acme needs the secrets clientId and clientSecret (OAuth2 client credentials at /oauth/token), and there "
                                + "is no terminal to ask at: add --secret clientId=file:PATH --secret clientSecret=file:PATH (or "
                                + "env:VARIABLE, or stdin), or --no-token.");
    }

    @Test
    void what_cannot_be_is_refused_without_repeating_it() {
        assertWrong("where the secret comes from is needed", "--secret", "clientId=hush");
        assertWrong(
                "The secret clientID is not known to Acme, which takes clientId, clientSecret, token, user, password,"
                        + " webhookSecret; did you mean clientId?",
                "--secret",
                "clientID=stdin");
        assertWrong("Only one secret can be read from standard input", "--token-stdin", "--secret", "user=stdin");
        assertWrong("the token is given twice", "--token-stdin", "--secret", "token=stdin");
        assertWrong("--no-token means no secret at all", "--no-token", "--secret", "user=stdin");
        assertWrong("cannot be read", "--secret", "user=file:" + home.resolve("nowhere"));
        assertWrong("HUSH_42 is not set", "--secret", "user=env:HUSH_42");
        assertWrong("missing", "--param", "method=login", "--secret", secret("password", "p"));
        assertWrong("cannot hold a colon", "--param", "method=login", "--secret", secret("user", "a:b"));
        assertWrong(
                "the parameter method is 'saml', but it chooses the authentication: oauth, key, login.",
                "--param",
                "method=saml",
                "--no-token");
        assertThat(database.texts("select id::text from docks")).isEmpty();
    }

    @Test
    void each_secret_that_is_needed_is_asked_for_without_echo() {
        Map<String, String> asked = new LinkedHashMap<>();
        asking(new Answering(asked, Map.of("user", "me", "password", "")));
        assertThat(add("login").exitCode()).isZero();
        assertThat(asked.keySet())
                .containsExactly("user for Acme (not shown): ", "password for Acme (not shown; Enter for none): ");
        assertThat(secrets()).isEqualTo(Map.of("user", "me"));

        asked.clear();
        asking(new Answering(asked, Map.of("clientSecret", "hush")));
        Result added = commands.run(
                "dock", "add", "acme", "--name", "b", "--no-validate", "--secret", secret("clientId", "id"));
        assertThat(added.exitCode()).isZero();
        assertThat(asked.keySet()).containsExactly("clientSecret for Acme (not shown): ");
    }

    @Test
    void setting_one_secret_keeps_the_others() {
        add("oauth", secret("clientId", "id-1"), secret("clientSecret", "hush-1"));
        assertThat(set("--secret", secret("webhookSecret", "hook")).exitCode()).isZero();
        assertThat(set("--secret", secret("clientSecret", "hush-2")).exitCode()).isZero();
        assertThat(secrets()).isEqualTo(Map.of("clientId", "id-1", "clientSecret", "hush-2", "webhookSecret", "hook"));
    }

    @Test
    void a_webhook_secret_does_not_change_whose_limit_it_is_and_another_client_does() {
        add("oauth", secret("clientId", "id-1"), secret("clientSecret", "hush-1"));
        List<String> lane = database.texts("select lane_key from docks");
        set("--secret", secret("webhookSecret", "hook"));
        assertThat(database.texts("select lane_key from docks")).isEqualTo(lane);
        set("--secret", secret("clientSecret", "hush-2"));
        assertThat(database.texts("select lane_key from docks")).isNotEqualTo(lane);
    }

    @Test
    void another_authentication_needs_its_own_secrets() {
        add("oauth", secret("clientId", "id-1"), secret("clientSecret", "hush-1"));
        Result refused = set("--param", "method=login");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--secret: Acme needs user (user and password)");
        assertThat(set("--param", "method=login", "--secret", secret("user", "me"))
                        .exitCode())
                .isZero();
        assertThat(secrets()).containsEntry("user", "me").containsEntry("clientId", "id-1");
        assertThat(database.texts("select parameters->>'method' from docks")).containsExactly("login");
    }

    @Test
    void all_secrets_are_taken_away_together() {
        add("oauth", secret("clientId", "id-1"), secret("clientSecret", "hush-1"));
        assertThat(set("--no-token").exitCode()).isZero();
        assertThat(database.texts("select credentials::text from docks where credentials is not null"))
                .isEmpty();
    }

    @Test
    void a_provider_says_how_it_authenticates_and_what_it_needs() {
        assertThat(commands.run("provider", "show", "acme").out())
                .containsSubsequence(
                        "Authentication",
                        "by the parameter method: oauth = OAuth2 client credentials at /oauth/token;",
                        "Secrets",
                        "oauth: clientId, clientSecret; key: token; login: user (and perhaps password)");
        Result shown = commands.run("provider", "show", "acme", "--json");
        assertThat(shown.json().at("/authentication").asText()).isEqualTo("choose");
        assertThat(shown.json().at("/secrets/0").asText()).isEqualTo("clientId");
    }

    private void asking(Prompt prompt) {
        commands = new CommandRun(home, database, prompt, home.resolve("routes"));
    }

    private Result add(String method, String... secrets) {
        List<String> all = new ArrayList<>(
                List.of("dock", "add", "acme", "--name", "main", "--no-validate", "--param", "method=" + method));
        for (String secret : secrets) {
            all.addAll(List.of("--secret", secret));
        }
        return commands.run(all.toArray(String[]::new));
    }

    private Result set(String... options) {
        List<String> all = new ArrayList<>(List.of("dock", "set", "1", "--no-validate"));
        all.addAll(List.of(options));
        return commands.run(all.toArray(String[]::new));
    }

    private void assertWrong(String reason, String... options) {
        List<String> all = new ArrayList<>(List.of("dock", "add", "acme", "--name", "x"));
        all.addAll(List.of(options));
        Result result = commands.run(all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(reason.equals("missing") ? "needs the secrets user" : reason);
        assertThat(result.err()).doesNotContain("=hush");
    }

    /** Writes a secret into a file and says where it is. */
    private String secret(String name, String value) {
        try {
            return name + "=file:" + Files.writeString(home.resolve(name), value);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Map<String, String> secrets() {
        Vault vault = Vault.open(Settings.load(home, Map.of(), List.of()));
        String sealed = database.texts("select credentials::text from docks where id = 1")
                .get(0);
        return Credentials.ofText(vault.open(Sealed.fromJson(sealed), new Owner(1, 1)))
                .secrets();
    }

    /** Someone who answers by the first word of a question. */
    private record Answering(Map<String, String> asked, Map<String, String> answers) implements Prompt {
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
            asked.put(question, "");
            return answers.get(question.split(" ", 2)[0]);
        }
    }
}
