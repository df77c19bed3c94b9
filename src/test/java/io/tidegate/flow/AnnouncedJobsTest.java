package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Node;
import io.tidegate.queue.JobType;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.TestBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Jobs announced over a real broker. The clock stands still, so that a job is never found by a look at the table unless a
 * test moves the clock: what is claimed was announced.
 */
class AnnouncedJobsTest {
    private static final String TOPIC = "tidegate.jobs";
    private static final String GROUP = "tidegate.workers";

    @RegisterExtension
    static final KafkaBed bed = new KafkaBed(new TestBroker(), "--tidegate.kafka.jobs=true");

    @BeforeEach
    void droplets() {
        bed.provider()
                .always("/v2/droplets", asked -> Answer.json(200, "{\"droplets\":[" + TestNode.droplet(1) + "]}"));
    }

    @Test
    void docks_spread_over_the_nodes_of_the_group_and_each_is_synced_once() {
        Node one = started("one", 1);
        started("two", 2);
        List<Long> docks = IntStream.range(0, 24).mapToObj(i -> bed.dock(one)).toList();
        docks.parallelStream().forEach(bed::enqueue);

        bed.awaitDone();

        assertThat(bed.stored().count("select count(*) from sync_queue where state = 'completed'"))
                .isEqualTo(24);
        assertThat(bed.stored()
                        .count("select count(distinct node) from sync_events where dock_id in (select id from docks)"))
                .isEqualTo(2);
        assertThat(bed.stored().count("select count(*) from sync_queue where fencing_token <> 1"))
                .as("claimed twice")
                .isZero();
        assertThat(bed.stored().count("select count(*) from sync_events where dock_id in (select id from docks)"))
                .isEqualTo(24);
    }

    @Test
    void doubled_stale_and_senseless_announcements_do_nothing() throws Exception {
        Node node = started("one", 1);
        long dock = bed.dock(node);
        bed.enqueue(dock);
        bed.awaitDone();
        long job = bed.stored().count("select id from sync_queue where dock_id = ?", dock);
        for (int i = 0; i < 3; i++) {
            bed.broker.send(TOPIC, Long.toString(dock), announcement(job, dock, bed.clock.instant()));
        }
        bed.broker.send(TOPIC, "1", announcement(job + 1000, dock, bed.clock.instant()));
        bed.broker.send(TOPIC, "1", announcement(job, dock, bed.clock.instant().minusSeconds(3600)));
        bed.broker.send(TOPIC, "1", "no JSON");
        bed.broker.send(TOPIC, "1", "{\"job\":1}");
        bed.clock.tick(Duration.ofSeconds(2)); // its lane pauses for a second
        bed.enqueue(dock);

        bed.awaitDone();

        assertThat(bed.stored().count("select count(*) from sync_events where dock_id = ?", dock))
                .isEqualTo(2);
        assertThat(bed.stored().count("select max(fencing_token) from sync_queue where dock_id = ?", dock))
                .isEqualTo(1);
        assertThat(KafkaBed.watch(node).reason()).isNull();
    }

    @Test
    void a_job_whose_announcement_was_lost_is_found_in_the_table() throws Exception {
        Node node = started("one", 1);
        node.camel().getRouteController().stopRoute("announce-jobs");
        long dock = bed.dock(node);
        bed.enqueue(dock);
        bed.clock.tick(Duration.ofSeconds(6));

        bed.awaitDone();

        assertThat(bed.stored().event(dock).status()).isEqualTo("success");
    }

    @Test
    void a_broker_that_is_away_stops_no_sync_and_is_told_once() {
        Node node = started("one", 1);
        bed.broker.goAway();
        long dock = bed.dock(node);
        bed.enqueue(dock);
        bed.clock.tick(Duration.ofSeconds(6));
        bed.awaitDone();
        KafkaBed.until(
                () -> KafkaBed.watch(node).reasons().containsKey("ask-brokers"), "nobody says that the broker is away");
        for (int i = 0; i < 3; i++) {
            node.beans().alertWatch().look();
            bed.clock.tick(Duration.ofSeconds(30));
        }
        assertThat(bed.database.texts("select message from alerts where rule = 'kafka' and state = 'open'"))
                .singleElement()
                .asString()
                .contains("no broker answers within 5 s", "at node one");
        bed.broker.comeBack();
        KafkaBed.until(
                () -> {
                    bed.clock.tick(Duration.ofSeconds(1));
                    bed.enqueue(dock);
                    return KafkaBed.watch(node).reason() == null;
                },
                "nothing is announced any more");
        node.beans().alertWatch().look();
        assertThat(bed.database.texts("select resolution from alerts where rule = 'kafka'"))
                .containsExactly("cleared");
    }

    @Test
    void a_job_of_a_node_that_died_is_announced_anew_when_its_lease_ends() {
        Node node = started("one", 1);
        long dock = bed.dock(node);
        Instant ahead = bed.clock.instant().plusSeconds(1); // so that this node does not see it yet
        bed.queue().enqueue(dock, JobType.MANUAL, List.of(), ahead);
        assertThat(bed.queue().claim(1, List.of("digitalocean"), "dead", ahead, Duration.ofMinutes(1)))
                .hasSize(1);

        bed.clock.tick(Duration.ofSeconds(62));
        node.beans().jobQueue().rescue();
        bed.awaitDone();

        assertThat(bed.stored().events(dock)).extracting(Stored.Event::code).contains("ABANDONED");
        assertThat(bed.stored().event(dock).status()).isEqualTo("success");
    }

    private static Node started(String name, int members) {
        Node node = bed.start(name);
        assertThat(node.routes().status()).allMatch(file -> file.fault() == null);
        KafkaBed.until(() -> bed.broker.members(GROUP) == members, "the group has no " + members + " members");
        return node;
    }

    private static String announcement(long job, long dock, Instant at) {
        return "{\"version\":1,\"job\":%d,\"dock\":%d,\"at\":\"%s\"}".formatted(job, dock, at);
    }
}
