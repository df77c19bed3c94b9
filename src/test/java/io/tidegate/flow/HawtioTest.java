package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.console.ConsoleBed;
import io.tidegate.route.sight.LiveSights;
import io.tidegate.testing.Hold;
import io.tidegate.vault.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Hawtio is answered of a node with the real routes. */
class HawtioTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTEXT = "org.apache.camel:context=tidegate,type=context,name=\"tidegate\"";

    @RegisterExtension
    static final TestNode node = new TestNode();

    private final HttpClient client = HttpClient.newHttpClient();
    private ConsoleBed bed;

    @BeforeEach
    void open() {
        bed = ConsoleBed.open(
                node.node().database().dataSource(),
                node.clock,
                new LiveSights(node.node().camel(), node.node().routes(), Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private JsonNode ask(Map<String, ?> question) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(bed.url() + "/hawtio/jolokia/?maxDepth=9&ignoreErrors=true"))
                            .header("Content-Type", "application/json")
                            .header("Origin", bed.url())
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(question)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode exec(String bean, String operation, Object... arguments) {
        return ask(Map.of("type", "exec", "mbean", bean, "operation", operation, "arguments", List.of(arguments)));
    }

    private static String route(String id) {
        return "org.apache.camel:context=tidegate,type=routes,name=\"" + id + "\"";
    }

    private String stats() {
        return exec(CONTEXT, "dumpRoutesStatsAsXml", true, true).path("value").asText();
    }

    private static ServiceStatus status(String id) {
        return node.node().camel().getRouteController().getRouteStatus(id);
    }

    @Test
    void a_route_stopped_there_stays_stopped_when_files_change_and_starts_there_again() throws IOException {
        assertThat(stats()).contains("<routeStat id=\"finish\" state=\"Started\"");
        assertThat(exec(route("finish"), "stop()").path("status").asInt()).isEqualTo(200);
        assertThat(stats()).contains("<routeStat id=\"finish\" state=\"Stopped\"");
        assertThat(status("finish")).isEqualTo(ServiceStatus.Stopped);

        edit("2-work.camel.yaml", "What became of the run", "Edited. What became of the run");
        TestNode.until(
                () -> exec(CONTEXT, "dumpRoutesAsXml()").path("value").asText().contains("description=\"Edited. "),
                "the edited route does not run");
        assertThat(status("finish")).isEqualTo(ServiceStatus.Stopped);

        assertThat(exec(route("finish"), "start()").path("status").asInt()).isEqualTo(200);
        assertThat(status("finish")).isEqualTo(ServiceStatus.Started);
        node.droplets().records(TestNode.droplet(1));
        assertThat(node.sync(node.dock("servers")).status()).isEqualTo("success");
        assertThat(node.stored()
                        .count("select count(*) from audit_log where actor = 'dev' and result = 'done'"
                                + " and action in ('hawtio.stop', 'hawtio.start')"))
                .isEqualTo(2);
    }

    @Test
    void a_route_at_work_is_not_cut_off_and_goes_on_after_its_order_was_refused() {
        node.droplets().records(TestNode.droplet(1));
        Hold hold = node.provider().hold("/v2/droplets");
        long dock = node.dock("servers");
        node.enqueue(dock);
        String list = "digitalocean-servers";
        TestNode.until(() -> node.node().camel().getInflightRepository().size(list) > 0, "no sync is under way");
        for (String order : List.of("stop()", "suspend()")) {
            JsonNode answer = exec(route(list), order);
            assertThat(answer.path("status").asInt()).isEqualTo(500);
            assertThat(answer.path("error").asText()).contains("is at work");
        }
        assertThat(status(list)).isEqualTo(ServiceStatus.Started);
        hold.release();
        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.stored()
                        .count("select count(*) from audit_log where action = 'hawtio.suspend' and result = 'failed'"))
                .isEqualTo(1);
    }

    private static void edit(String file, String before, String after) throws IOException {
        Path path = node.routes().resolve(file);
        Files.writeString(path, Files.readString(path).replace(before, after));
    }

    @Test
    void counters_of_steps_stand_under_the_ids_of_the_source_and_no_error_handling_is_drawn() {
        node.droplets().records(TestNode.droplet(1));
        node.sync(node.dock("servers"));
        assertThat(stats())
                .containsPattern(
                        "<routeStat id=\"digitalocean-servers\" state=\"Started\"[^>]* exchangesCompleted=\"1\"")
                .containsPattern("<processorStat id=\"upsert\"[^>]* exchangesTotal=\"[1-9]");
        String routes = exec(CONTEXT, "dumpRoutesAsXml()").path("value").asText();
        assertThat(routes)
                .contains("id=\"upsert\"", "direct:list-{{provider}}-{{type}}")
                .doesNotContain("<onException", "<errorHandler");
    }

    @Test
    void nothing_it_can_be_asked_tells_a_secret() throws IOException {
        String planted = "c4n/hawtio+9zQ";
        node.droplets().records(TestNode.droplet(1));
        node.sync(node.dockWithToken(new Credentials(Map.of("token", planted)).text(), "servers"));
        String hash = "c4".repeat(32);
        node.stored()
                .execute(
                        "insert into people (id, email, name, created_at) overriding system value values (4711, 'c4@n', 'c4', ?)",
                        node.clock.instant());
        node.stored()
                .execute(
                        "insert into sessions (hash, person_id, created_at, seen_at, expires_at, address)"
                                + " select decode(?, 'hex'), 4711, at, at, at, '::1' from (select cast(? as timestamptz) as at) x",
                        hash,
                        node.clock.instant());
        List<String> answers = new ArrayList<>();
        answers.add(ask(Map.of("type", "list")).toString());
        answers.add(ask(Map.of("type", "search", "mbean", "*:*")).toString());
        for (String domain : List.of("*", "org.apache.camel", "io.tidegate", "java.nio")) {
            answers.add(ask(Map.of("type", "read", "mbean", domain + ":*")).toString());
        }
        for (String operation : List.of("dumpRoutesAsXml()", "dumpRoutesAsYaml()", "dumpRoutesStatsAsXml")) {
            answers.add(exec(CONTEXT, operation).toString());
        }
        for (String id : node.node().camel().getRoutes().stream()
                .map(route -> route.getId())
                .toList()) {
            answers.add(exec(route(id), "dumpRouteAsXml()").toString());
            answers.add(exec(route(id), "dumpRouteAsYaml()").toString());
            JsonNode resolved = exec(route(id), "dumpRouteAsXml(boolean)", true);
            assertThat(resolved.path("status").asInt()).isEqualTo(403);
        }
        List<String> secrets = new ArrayList<>(Canaries.forms(List.of(planted, NodeHome.DATABASE_PASSWORD)));
        secrets.addAll(masterKeys());
        secrets.add(hash);
        secrets.add(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash)));
        assertThat(secrets).hasSizeGreaterThan(6);
        assertThat(answers).hasSizeGreaterThan(20).anyMatch(answer -> answer.contains("digitalocean-servers"));
        assertThat(answers).noneMatch(answer -> secrets.stream().anyMatch(answer::contains));
    }

    private static List<String> masterKeys() throws IOException {
        try (Stream<Path> files = Files.walk(node.routes().getParent(), 2)) {
            Path file = files.filter(each -> each.getFileName().toString().contains("key"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.length() > 20)
                    .toList();
        }
    }
}
