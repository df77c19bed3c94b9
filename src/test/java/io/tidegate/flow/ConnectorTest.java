package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.Provider;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.Changed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five failures in a row stop a federation's connector, and no other dock. */
class ConnectorTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final int[] BACKOFF = {2, 4, 8, 16};

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void the_fifth_failure_stops_a_connector_until_someone_resumes_it() {
        long dock = failing(Provider.Kind.CONNECTOR);
        Stored.Event event = node.stored().event(dock);

        assertThat(node.stored().events(dock)).hasSize(5);
        assertThat(event.message())
                .startsWith("stopped after five failures in a row: servers: DigitalOcean answered 404")
                .endsWith("`tidegate dock resume " + dock + "` lets it try again");
        assertThat(node.look(dock).condition().status()).isEqualTo("error");
        assertThat(node.look(dock).condition().error()).isEqualTo(event.message());
        assertThat(node.look(dock).condition().stoppedAt()).isEqualTo(node.clock.instant());
        assertThat(node.stored().job(dock).state()).isEqualTo("discarded");
        // one of the job before it, whose retries were used up
        assertThat(node.stored().count("select count(*) from dead_letters where dock_id = ?", dock))
                .isEqualTo(2);
        node.pass(Duration.ofHours(3));
        assertThat(node.stored().events(dock)).hasSize(5);

        node.docks().resume(dock, node.clock.instant());
        assertThat(node.look(dock).condition().failures()).isZero();
        node.pass(Duration.ofSeconds(1));
        assertThat(node.await(dock).message()).startsWith("servers: DigitalOcean answered 404");
        assertThat(node.look(dock).condition().stoppedAt()).isNull();
        assertThat(node.stored().job(dock).state()).isEqualTo("retryable");
    }

    @Test
    void an_account_that_fails_goes_on_backing_off() {
        long dock = failing(Provider.Kind.ACCOUNT);

        assertThat(node.look(dock).condition().stoppedAt()).isNull();
        assertThat(node.look(dock).condition().failures()).isEqualTo(5);
        assertThat(node.look(dock).condition().backoffUntil())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(32)));
    }

    /** A dock that failed five times in a row. */
    private static long failing(Provider.Kind kind) {
        Provider now = node.declared();
        node.node().beans().providers().put(Changed.kind(now, kind));
        node.provider().always(DROPLETS, Answer.status(404));
        long dock = node.dock("servers");
        node.sync(dock);
        for (int minutes : BACKOFF) {
            node.pass(Duration.ofMinutes(minutes));
            node.await(dock);
        }
        return dock;
    }
}
