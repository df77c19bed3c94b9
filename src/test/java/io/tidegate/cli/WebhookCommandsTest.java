package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class WebhookCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void oneDockOfAProviderThatTells() throws IOException {
        database.clear("docks", "webhook_logs");
        Path providers = Files.createDirectories(home.resolve("routes/providers"));
        String shipped = Files.readString(Path.of("routes-yaml/providers/digitalocean.camel.yaml"));
        Files.writeString(providers.resolve("digitalocean.camel.yaml"), shipped);
        Files.writeString(providers.resolve("harbour.camel.yaml"), """
                - beans:
                    - name: harbour
                      type: io.tidegate.provider.Facts
                      properties:
                        title: Harbour
                        baseUrl: https://api.harbour.test
                        webhook:
                          signature: hmac-sha1 hex X-Harbour-Signature
                          event: /type
                - templatedRoute:
                    routeId: harbour-servers
                    routeTemplateRef: list
                    parameters:
                      - { name: provider, value: harbour }
                      - { name: type, value: servers }
                      - { name: path, value: /servers }
                - templatedRoute:
                    routeId: harbour-servers-events
                    routeTemplateRef: event
                    parameters:
                      - { name: provider, value: harbour }
                      - { name: type, value: servers }
                      - { name: events, value: "server.* moved" }
                """);
        commands = new CommandRun(home, database, Prompt.NOBODY, home.resolve("routes"));
        assertThat(commands.run("dock", "add", "harbour", "--name", "main", "--no-token")
                        .out())
                .isEqualTo("1\n");
    }

    @Test
    void the_address_is_made_once_and_says_what_to_enter() {
        Result first = commands.run("dock", "webhook", "main");
        assertThat(first.out())
                .containsPattern("/webhooks/harbour/[A-Za-z0-9_-]{43}\n")
                .contains("HMAC-SHA1 in X-Harbour-Signature", "moved server.*", "webhookSecret", "8081");

        String path = path("dock", "webhook", "1", "--json");
        assertThat(first.out()).contains(path);
        String other = path("dock", "webhook", "1", "--new", "--json");
        assertThat(other).isNotEqualTo(path).startsWith("/webhooks/harbour/");
        assertThat(path("dock", "webhook", "1", "--json")).isEqualTo(other);
    }

    private String path(String... arguments) {
        return commands.run(arguments).json().path("path").asText();
    }

    @Test
    void a_provider_that_tells_nothing_has_no_address() {
        commands.run("dock", "add", "digitalocean", "--name", "ocean", "--no-token");

        Result refused = commands.run("dock", "webhook", "ocean");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("DigitalOcean declares no webhook");
    }

    @Test
    void deliveries_are_listed_newest_first() {
        assertThat(commands.run("webhooks").out()).contains("No deliveries yet", "dock webhook");
        logs();

        assertThat(commands.run("webhooks").out())
                .contains("main", "server.moved", "processed")
                // what was sent to nobody's address is no organization's
                .doesNotContain("(harbour)", "signed with another secret");
        JsonNode all = commands.run("webhooks", "--json").json();
        assertThat(all.findValuesAsText("id")).containsExactly("2", "1");
        assertThat(all.path("items").get(1).path("deliveryId").asText()).isEqualTo("d-1");
        assertThat(all.path("items").get(1).path("run").asLong()).isEqualTo(9);
        assertThat(commands.run("webhooks", "--status", "ignored", "--json")
                        .json()
                        .findValuesAsText("id"))
                .containsExactly("2");
        assertThat(commands.run("webhooks", "--dock", "main", "--json").json().findValuesAsText("id"))
                .containsExactly("2", "1");
        JsonNode page = commands.run("webhooks", "--limit", "1", "--json").json();
        assertThat(page.path("next").asText()).isEqualTo("2");
        assertThat(commands.run("webhooks", "--after", "2", "--json").json().findValuesAsText("id"))
                .containsExactly("1");
        assertThat(commands.run("webhooks", "--status", "good").exitCode()).isEqualTo(2);
    }

    @Test
    void a_dock_shows_its_last_delivery_once_it_has_an_address() {
        assertThat(commands.run("dock", "show", "main").out()).doesNotContain("Webhook");
        commands.run("dock", "webhook", "main");
        assertThat(commands.run("dock", "show", "main").out()).contains("nothing was sent yet");
        logs();

        assertThat(commands.run("dock", "show", "main").out()).contains("last 30 min ago: ping, ignored, no type");
        assertThat(commands.run("dock", "show", "main", "--json")
                        .json()
                        .path("webhook")
                        .path("status")
                        .asText())
                .isEqualTo("ignored");
    }

    private static void logs() {
        database.jdbi().useHandle(handle -> handle.execute("""
                        insert into webhook_logs (org_id, dock_id, provider, delivery_id, event, status, reason,
                                                  received_at, processed_at, run, body_bytes)
                        values (1, 1, 'harbour', 'd-1', 'server.moved', 'processed', null, '2026-03-01T11:00:00Z',
                                '2026-03-01T11:00:01Z', 9, 300),
                               (1, 1, 'harbour', 'd-2', 'ping', 'ignored', 'no type declares this event',
                                '2026-03-01T11:30:00Z', null, null, 20),
                               (null, null, 'harbour', null, null, 'refused', 'signed with another secret',
                                '2026-03-01T11:45:00Z', null, null, 20)
                        """));
    }
}
