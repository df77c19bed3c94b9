package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.egress.Egress;
import io.tidegate.simulator.Answer;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A provider that is said to be inside the network that Tidegate runs in. */
class EgressFlowTest {
    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_name_that_leads_inside_is_not_asked_and_not_asked_again() {
        node.droplets();
        node.point(URI.create(node.provider().baseUrl().replace("127.0.0.1", "localhost")));
        long dock = node.dock("servers");
        Stored.Event event = node.sync(dock);
        assertThat(event.code()).isEqualTo(Egress.CODE);
        assertThat(event.message()).contains("localhost is at a loopback address", "tidegate.egress.allow=localhost");
        assertThat(event.requests()).as("not redelivered").isLessThan(2);
        assertThat(node.provider().requests()).isEmpty();
        assertThat(node.stored().count("select count(*) from dead_letters where dock_id = ?", dock))
                .isZero();
        assertThat(node.look(dock).condition().stoppedAt()).isNull();
    }

    @Test
    void an_address_inside_stops_the_dock_before_anybody_is_asked() {
        node.point(URI.create("http://169.254.169.254"));
        long dock = node.dock("servers");
        Stored.Event event = node.sync(dock);
        assertThat(event.message()).contains("169.254.169.254 is at a link-local address", "tidegate.egress.allow=");
        assertThat(node.look(dock).condition().stoppedAt()).isNotNull();
    }

    @Test
    void a_redirect_inside_is_not_followed() {
        node.provider()
                .always(
                        "/v2/droplets",
                        Answer.status(302).header("Location", "http://169.254.169.254/latest/meta-data/"));
        long dock = node.dock("servers");
        assertThat(node.sync(dock).status()).isEqualTo("failed");
        assertThat(node.provider().requests()).hasSize(1);
    }
}
