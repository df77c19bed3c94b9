package io.tidegate.api.dock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.api.ApiFixture;
import io.tidegate.api.ApiFixture.Answer;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Docks whose own parameters say which host is asked. */
class DockHostTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ApiFixture api = new ApiFixture(database);

    @Test
    void credentials_do_not_follow_a_dock_to_another_host() throws IOException {
        String file = Files.readString(Path.of("routes-yaml/providers/digitalocean.camel.yaml"))
                .replaceFirst("baseUrl: .*", "baseUrl: \"{dock.url}\"");
        api.providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                .read(RouteFile.read("providers/digitalocean.camel.yaml", file)));
        Actor owner = ApiFixture.actor(api.organization("hosts"), Role.OWNER);
        String dock = """
                {"name": "a", "provider": "digitalocean", "parameters": {"url": "https://api.example.org"},
                 "secrets": {"token": "of-that-host-alone"}, "validate": false}
                """;
        long id = api.ask(owner, "POST", "/docks", dock).body().at("/dock/id").asLong();
        String elsewhere = "\"parameters\":{\"url\":\"https://other.example.org\"}";

        Answer refused = api.ask(owner, "PATCH", "/docks/" + id, "{" + elsewhere + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("detail").asText()).contains("to another host", "/credentials");
        assertThat(api.ask(owner, "PUT", "/docks/" + id + "/credentials", "{}").status())
                .as("nothing said takes nothing away")
                .isEqualTo(400);
        assertThat(api.ask(owner, "PATCH", "/docks/" + id, "{\"parameters\":{\"url\":\"https://api.example.org/v3\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.ask(
                                owner,
                                "PUT",
                                "/docks/" + id + "/credentials",
                                "{\"secrets\":{\"token\":\"new\"},\"validate\":false," + elsewhere + "}")
                        .status())
                .isEqualTo(200);
    }
}
