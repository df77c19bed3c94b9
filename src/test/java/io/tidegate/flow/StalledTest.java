package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that stand still though their worker lives. */
class StalledTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_run_that_commits_no_page_for_half_an_hour_fails_by_the_tick_and_its_late_page_is_refused()
            throws IOException {
        node.droplets().records(4, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        Hold hold = node.provider().hold(DROPLETS);
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.clock.tick(HALF_AN_HOUR);
        node.node().beans().jobQueue().renew();

        tickEverySecond();
        Stored.Event event = node.await(dock);
        hold.release();
        node.awaitIdle();

        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.code()).isEqualTo("STALLED");
        assertThat(event.message()).isEqualTo("committed no page for 30 minutes");
        assertThat(node.stored().job(dock).state()).isEqualTo("retryable");
        assertThat(node.stored().job(dock).runAt())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(node.look(dock).condition().failures()).isEqualTo(1);
        assertThat(node.look(dock).condition().backoffUntil())
                .isEqualTo(node.clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(node.stored().count("select count(*) from lanes where job_id is not null"))
                .isZero();
        assertThat(node.stored().resources(dock, "servers")).isEmpty();
        assertThat(node.stored().count("select count(*) from sync_positions where dock_id = ?", dock))
                .isZero();

        node.pass(Duration.ofMinutes(2));
        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.stored().live(dock, "servers")).hasSize(4);
    }

    @Test
    void a_run_that_commits_pages_may_take_as_long_as_it_needs() {
        DigitalOceanFixture.on(node.provider());
        Hold first = node.provider().hold(DROPLETS);
        Hold second = node.provider().hold("/v2/projects");
        long dock = node.dock("servers", "projects");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.clock.tick(Duration.ofMinutes(29));
        first.release();
        node.provider().awaitRequests("/v2/projects", 1, TestNode.SOON);
        node.clock.tick(Duration.ofMinutes(29));
        node.node().beans().jobQueue().renew();

        assertThat(node.queue().stalled(node.clock.instant().minus(HALF_AN_HOUR)))
                .isEmpty();
        second.release();
        assertThat(node.await(dock).status()).isEqualTo("success");
    }

    /** The real route with a faster trigger. */
    private static void tickEverySecond() throws IOException {
        String route = Stream.of(Files.readString(Path.of("routes-yaml", "1-schedule.camel.yaml"))
                        .split("(?m)^(?=- route:)"))
                .filter(text -> text.contains("    id: stalled\n"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                node.routes().resolve("1-schedule.camel.yaml"), route.replace("0 0/10 * * * ?", "0/1 * * * * ?"));
    }
}
