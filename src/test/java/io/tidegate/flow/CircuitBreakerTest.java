package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulator.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider that does not answer at all is left alone for a while, by all of its docks. */
class CircuitBreakerTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    /** A new life of the node, with closed circuits that open after four requests. */
    @BeforeEach
    void closed() throws IOException {
        node.stop();
        String file = "3-list.camel.yaml";
        String text = Files.readString(Path.of("routes-yaml", file));
        assertThat(text).contains("{{tidegate.circuit.requests:20}}");
        Files.writeString(node.routes().resolve(file), text.replace("{{tidegate.circuit.requests:20}}", "4"));
        node.start();
    }

    @Test
    void after_so_many_failures_nothing_is_sent_for_half_a_minute_whatever_the_dock() {
        node.provider().always(DROPLETS, Answer.status(503));
        long first = node.dock("servers");
        Stored.Event cut = node.sync(first);
        long second = node.dock("servers");
        node.enqueue(second);
        Stored.Event unasked = node.await(second);

        assertThat(node.provider().requests(DROPLETS)).hasSize(4);
        assertThat(cut.code()).isEqualTo("CIRCUIT_OPEN");
        assertThat(cut.requests()).isEqualTo(4);
        assertThat(unasked.status()).isEqualTo("failed");
        assertThat(unasked.requests()).isZero();
        assertThat(unasked.message())
                .startsWith("servers: DigitalOcean does not answer; not asked again for 30 seconds");
        assertThat(node.stored().job(second).state()).isEqualTo("retryable");
        assertThat(node.look(second).condition().backoffUntil())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(node.stored().count("select count(*) from dead_letters")).isZero();
    }

    @Test
    void after_half_a_minute_a_few_requests_tell_whether_the_provider_answers_again() {
        node.provider().always(DROPLETS, Answer.status(500));
        long dock = node.dock("servers");
        node.sync(dock);
        node.pass(Duration.ofMinutes(2));
        assertThat(node.await(dock).code()).isEqualTo("CIRCUIT_OPEN");
        int asked = node.provider().requests(DROPLETS).size();
        assertThat(asked).isEqualTo(7);
        node.provider().normally(DROPLETS);
        node.droplets().records(8, TestNode::droplet).pageSize(2);
        node.pass(Duration.ofMinutes(4));

        Stored.Event event = node.await(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.requests()).isEqualTo(4);
    }

    @Test
    void an_answer_that_refuses_is_an_answer() {
        node.provider().always(DROPLETS, Answer.status(404));
        long dock = node.dock("servers");
        for (int run = 0; run < 6; run++) {
            assertThat(node.sync(dock).code()).isEqualTo("HTTP_404");
        }
        assertThat(node.provider().requests(DROPLETS)).hasSize(6);
    }
}
