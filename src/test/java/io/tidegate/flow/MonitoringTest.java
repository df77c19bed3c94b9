package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.monitor.Monitor;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MonitoringTest {
    private static final String FERRY = "/v2/domains/ferry-line.example/records";
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Answer LIMITED = Answer.json(429, "{}").header("Retry-After", Long.toString(WAIT.toSeconds()));

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void what_each_answer_said_of_limits_is_logged() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers");

        node.sync(dock);
        writeNotes();

        assertThat(node.stored()
                        .rows(
                                "select provider, endpoint, method, status, quota, remaining, headers::text as headers from rate_limit_logs where dock_id = ? order by remaining desc",
                                dock))
                .hasSize(2)
                .first()
                .satisfies(row -> assertThat(row)
                        .containsEntry("provider", "digitalocean")
                        .containsEntry("endpoint", "/v2/droplets")
                        .containsEntry("method", "GET")
                        .containsEntry("status", 200)
                        .containsEntry("quota", 5000L)
                        .containsEntry("remaining", 4999L));
    }

    @Test
    void an_error_is_opened_once_counted_again_and_resolved_by_a_good_listing() {
        DigitalOceanFixture.on(node.provider()).always("/v2/projects", Answer.status(422));
        long dock = node.dock("servers", "projects");
        node.sync(dock);
        writeNotes();
        node.sync(dock);
        writeNotes();
        assertThat(errors(dock))
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .containsEntry("resource_type", "projects")
                        .containsEntry("error_type", "HTTP_422")
                        .containsEntry("retry_count", 1)
                        .containsEntry("resolved_at", null));

        node.provider().normally("/v2/projects");
        node.sync(dock);
        writeNotes();

        assertThat(errors(dock))
                .singleElement()
                .satisfies(error -> assertThat(error.get("resolved_at")).isNotNull());
    }

    @Test
    void an_error_of_one_list_among_many_stays_open_though_the_others_were_listed() {
        DigitalOceanFixture.on(node.provider()).always(FERRY, Answer.status(404));
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        writeNotes();
        node.sync(dock);
        writeNotes();

        assertThat(errors(dock))
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .containsEntry("error_type", "HTTP_404")
                        .containsEntry("retry_count", 1)
                        .containsEntry("resolved_at", null));
    }

    @Test
    void an_error_is_over_when_an_earlier_claim_of_the_run_listed_its_type_though_that_claims_notes_were_lost() {
        DigitalOceanFixture.on(node.provider())
                .next("/v2/droplets", Answer.status(422))
                .next("/v2/projects", Answer.json(200, "{\"projects\":[]}"), LIMITED);
        long dock = node.dock("servers", "projects");
        node.sync(dock);
        writeNotes();
        assertThat(node.sync(dock).completedAt()).isNull();
        node.awaitIdle();
        monitor().batch();
        monitor().written();

        node.pass(WAIT);
        assertThat(node.await(dock).status()).isEqualTo("success");
        writeNotes();

        assertThat(errors(dock))
                .singleElement()
                .satisfies(error -> assertThat(error.get("resolved_at")).isNotNull());
    }

    @Test
    void an_error_of_a_list_is_over_when_no_parent_is_left_that_could_have_one() {
        node.provider().list("/v2/domains", "domains").records("{\"name\":\"gone.example\"}");
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        writeNotes();
        node.provider().list("/v2/domains", "domains").remove(0);

        assertThat(node.sync(dock).status()).isEqualTo("success");
        writeNotes();

        assertThat(node.stored()
                        .rows("select error_type, resource_type, resolution from sync_errors where dock_id = ?", dock))
                .containsExactly(
                        Map.of("error_type", "HTTP_404", "resource_type", "dns_records", "resolution", "not_listed"));
    }

    @Test
    void the_notes_of_several_runs_and_lists_are_written_together() {
        DigitalOceanFixture.on(node.provider())
                .always(FERRY, Answer.status(404))
                .always("/v2/domains/pilots.example/records", Answer.status(404));
        long dock = node.dock("domains", "dns_records");
        node.sync(dock);
        node.sync(dock);
        node.sync(dock);

        writeNotes();

        assertThat(errors(dock)).hasSize(1);
    }

    @Test
    void runs_and_requests_are_counted() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers");
        node.sync(dock);
        node.awaitIdle();

        assertThat(node.node().meters().scrape())
                .contains("tidegate_requests_total{provider=\"digitalocean\",status=\"200\"}")
                .contains("tidegate_sync_seconds_count{provider=\"digitalocean\",status=\"success\"}");
    }

    @Test
    void a_run_is_one_row_from_its_start_to_its_end() {
        DigitalOceanFixture.on(node.provider());
        long dock = node.dock("servers");
        var hold = node.provider().hold("/v2/droplets");
        node.enqueue(dock);
        node.provider().awaitRequests("/v2/droplets", 1, TestNode.SOON);

        Stored.Event started = node.stored().event(dock);
        assertThat(started.status()).isEqualTo("started");
        assertThat(started.completedAt()).isNull();
        node.clock.tick(Duration.ofSeconds(3));
        hold.release();
        Stored.Event ended = node.await(dock);

        assertThat(ended.id()).isEqualTo(started.id());
        assertThat(node.stored()
                        .rows("select duration_ms, node, sync_type, service from sync_events where dock_id = ?", dock))
                .containsExactly(
                        Map.of("duration_ms", 3000L, "node", "tested", "sync_type", "full", "service", "digitalocean"));
    }

    /** Writes down what was noted, as the monitoring route does every second. */
    private static void writeNotes() {
        node.awaitIdle();
        String batch = Objects.requireNonNull(monitor().batch());
        try (ProducerTemplate template = node.node().camel().createProducerTemplate();
                InputStream sql = Objects.requireNonNull(Monitor.class.getResourceAsStream("/sql/monitor.sql"))) {
            template.requestBodyAndHeader(
                    "jdbc:tidegate?useHeadersAsParameters=true",
                    new String(sql.readAllBytes(), StandardCharsets.UTF_8),
                    "batch",
                    batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        monitor().written();
    }

    private static Monitor monitor() {
        return (Monitor) Objects.requireNonNull(node.node().beans().byName().get("monitor"));
    }

    private static List<Map<String, Object>> errors(long dock) {
        return node.stored()
                .rows(
                        "select resource_type, error_type, retry_count, resolved_at from sync_errors where dock_id = ?",
                        dock);
    }
}
