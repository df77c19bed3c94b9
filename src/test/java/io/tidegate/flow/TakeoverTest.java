package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.Node;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobType;
import io.tidegate.simulator.Answer;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that vanish, come too late, or are asked to do what is under way. */
class TakeoverTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final Duration LEASE = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_run_whose_worker_vanished_is_taken_over_and_goes_on_after_its_last_page() {
        node.droplets().records(6, TestNode::droplet).pageSize(2);
        long dock = node.dock("servers");
        long vanished = claimElsewhere(dock).run().event();
        // what the vanished worker had committed: its first page
        node.stored()
                .execute(
                        """
                insert into sync_positions (dock_id, resource_type, cursor, page, started_at, declaration)
                values (?, 'servers', ?, 1, ?::timestamptz, ?)
                """,
                        dock,
                        node.provider().baseUrl() + DROPLETS + "?page=2",
                        node.clock.instant().toString(),
                        version());

        node.clock.tick(LEASE);
        node.node().beans().jobQueue().rescue();
        assertThat(node.stored().job(dock).state()).isEqualTo("running");
        node.clock.tick(Duration.ofSeconds(2));
        node.node().beans().jobQueue().rescue();
        node.await(dock);
        // this node may have claimed it since, and begun a run that is the latest
        assertThat(node.stored().events(dock).get(0).code()).isEqualTo("ABANDONED");
        node.wake();
        Stored.Event event = node.await(dock);

        assertThat(event.status()).isEqualTo("success");
        assertThat(event.id()).isNotEqualTo(vanished);
        assertThat(node.asked()).containsExactly("/v2/droplets?page=2", "/v2/droplets?page=3&per_page=2");
        assertThat(node.stored().position(dock, "servers", "").inOneGo()).isFalse();
        Stored.Event closed = node.stored().events(dock).get(0);
        assertThat(closed.id()).isEqualTo(vanished);
        assertThat(closed.status()).isEqualTo("failed");
        assertThat(closed.message()).contains("other-node");
        assertThat(closed.completedAt()).isNotNull();
        assertThat(node.look(dock).condition().failures()).isZero();
    }

    @Test
    void a_late_worker_writes_nothing_and_cannot_finish() {
        node.droplets().records(6, TestNode::droplet).pageSize(2);
        Hold hold = node.provider().hold(DROPLETS);
        long dock = node.dock("servers");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        // another node takes the job over while this one waits for its page
        Instant passed = node.clock.tick(LEASE.plusSeconds(1));
        node.queue().rescue(passed, passed.plus(LEASE)); // so that this node does not see it yet
        node.await(dock);
        long token = node.stored().job(dock).token();
        node.stored()
                .execute(
                        "update sync_queue set state = 'running', fencing_token = 100, node = 'other-node', lease_until = ?::timestamptz where dock_id = ?",
                        node.clock.instant().plus(LEASE).toString(),
                        dock);

        hold.release();
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.awaitIdle();

        assertThat(token).isEqualTo(2);
        assertThat(node.stored().resources(dock, "servers")).isEmpty();
        assertThat(node.stored().job(dock).state()).isEqualTo("running");
        assertThat(node.stored().job(dock).token()).isEqualTo(100);
        assertThat(node.provider().requests(DROPLETS)).hasSize(1);
    }

    @Test
    void a_lease_that_is_renewed_keeps_its_job() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold(DROPLETS);
        long dock = node.dock("servers");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        for (int i = 0; i < 10; i++) {
            node.clock.tick(Duration.ofSeconds(15));
            node.node().beans().jobQueue().renew();
            node.node().beans().jobQueue().rescue();
        }

        hold.release();

        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.stored().events(dock)).hasSize(1);
    }

    @Test
    void a_sync_asked_for_while_the_dock_syncs_runs_afterwards() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold(DROPLETS);
        long dock = node.dock("servers");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);

        assertThat(node.queue()
                        .enqueue(dock, JobType.WEBHOOK, List.of(), node.clock.instant())
                        .get(0)
                        .fresh())
                .isFalse();
        assertThat(node.stored().job(dock).rerun()).isTrue();
        hold.release();
        assertThat(node.await(dock).status()).isEqualTo("success");
        node.pass(Duration.ofSeconds(1));
        Stored.Event second = node.await(dock);

        assertThat(second.status()).isEqualTo("success");
        assertThat(second.processed()).isEqualTo(4);
        assertThat(second.requests()).isEqualTo(2);
        assertThat(node.stored().events(dock)).hasSize(2);
        assertThat(node.stored().job(dock).state()).isEqualTo("completed");
        assertThat(node.stored().job(dock).rerun()).isFalse();
    }

    @Test
    void a_dock_that_is_removed_while_it_runs_leaves_no_job_no_lane_held_and_no_open_run() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold("/v2/projects");
        long dock = node.dock("servers", "projects");
        node.enqueue(dock);
        node.provider().awaitRequests("/v2/projects", 1, TestNode.SOON);

        assertThat(node.docks().remove(dock, true)).isTrue();
        hold.release();
        node.awaitIdle();

        assertThat(node.stored().resources(dock, "servers")).isEmpty();
        assertThat(node.stored().resources(dock, "projects")).isEmpty();
        assertThat(node.stored().count("select count(*) from resource_changes where dock_id = ?", dock))
                .isZero();
        assertThat(node.stored().events(dock)).isEmpty();
        assertThat(node.stored().count("select count(*) from sync_queue where dock_id = ?", dock))
                .isZero();
        assertThat(node.stored().count("select count(*) from lanes where job_id is not null"))
                .isZero();
        assertThat(node.stored().count("select count(*) from sync_positions where dock_id = ?", dock))
                .isZero();
    }

    @Test
    void a_removed_dock_may_leave_its_data_behind_and_frees_its_lane() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold("/v2/projects");
        long dock = node.dockWithToken("one-lane", "servers", "projects");
        long other = node.dockWithToken("one-lane", "databases");
        node.enqueue(dock);
        node.provider().awaitRequests("/v2/projects", 1, TestNode.SOON);

        node.docks().remove(dock, false);
        assertThat(node.sync(other).status()).isEqualTo("success");
        hold.release();
        node.awaitIdle();

        assertThat(node.stored().live(dock, "servers")).hasSize(4);
        assertThat(node.stored().live(dock, "projects")).isEmpty();
    }

    @Test
    void docks_of_one_lane_are_synced_one_after_another_and_spaced() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold(DROPLETS);
        long one = node.dockWithToken("same-lane", "servers");
        long other = node.dockWithToken("same-lane", "servers");
        node.enqueue(one);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.enqueue(other);
        hold.release();
        node.await(one);
        assertThat(node.stored().job(other).state()).isEqualTo("available");

        node.pass(Duration.ofSeconds(1));

        assertThat(node.await(other).status()).isEqualTo("success");
    }

    @Test
    void a_paused_dock_ends_its_run_and_begins_no_other() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold(DROPLETS);
        long dock = node.dock("servers");
        node.schedule();
        node.wake();
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.docks().pause(dock, node.clock.instant());
        hold.release();

        assertThat(node.await(dock).status()).isEqualTo("success");
        node.pass(Duration.ofMinutes(10));
        assertThat(node.stored()
                        .count("select count(*) from sync_queue where dock_id = ? and state <> 'completed'", dock))
                .isZero();
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.stored().live(dock, "servers")).hasSize(4);
    }

    @Test
    void a_node_that_stops_lets_its_run_end() throws InterruptedException {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold(DROPLETS);
        long dock = node.dock("servers");
        node.enqueue(dock);
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);

        Thread stopping = new Thread(node::stop);
        stopping.start();
        hold.release();
        stopping.join();
        node.start();

        assertThat(node.await(dock).status()).isEqualTo("success");
        assertThat(node.stored().job(dock).state()).isEqualTo("completed");
    }

    @Test
    void two_nodes_over_one_database_sync_every_dock_and_one_of_a_lane_at_a_time() {
        node.provider().always(DROPLETS, asked -> {
            node.clock.tick(Duration.ofMillis(100));
            return Answer.json(200, "{\"droplets\":[" + TestNode.droplet(1) + "]}");
        });
        List<Long> docks = IntStream.range(0, 12)
                .mapToObj(i -> node.dockWithToken("crowd-" + i % 4, "servers"))
                .toList();
        try (Node another = node.startAnother()) {
            assertThat(another.routes().status()).isNotEmpty();
            docks.parallelStream().forEach(dock -> {
                node.enqueue(dock);
                node.enqueue(dock);
            });
            TestNode.until(
                    () -> {
                        node.clock.tick(Duration.ofSeconds(1)); // a lane pauses for a second
                        node.wake();
                        return node.stored().count("select count(*) from sync_queue where state <> 'completed'") == 0;
                    },
                    "jobs are left");
        }

        assertThat(node.stored().count("select count(*) from docks where last_sync_status = 'success'"))
                .isEqualTo(12);
        assertThat(node.stored().count("select count(*) from sync_queue")).isEqualTo(12);
        assertThat(node.stored().count("select count(*) from resource_changes where dock_id = any(?)", (Object)
                        docks.toArray(Long[]::new)))
                .isEqualTo(12);
        assertThat(node.stored().count("""
                        select count(*) from sync_events a join docks x on x.id = a.dock_id
                        join docks y on y.lane_key = x.lane_key join sync_events b on b.dock_id = y.id
                        where a.id < b.id and b.started_at < a.completed_at and a.started_at < b.completed_at
                        """)).isZero();
    }

    /** Another node claims a job of the dock. */
    private static Claimed claimElsewhere(long dock) {
        Instant ahead = node.clock.instant().plusSeconds(1); // so that this node does not see it yet
        node.queue().enqueue(dock, JobType.MANUAL, List.of(), ahead);
        return node.queue()
                .claim(1, List.of("digitalocean"), "other-node", ahead, LEASE)
                .get(0);
    }

    private static String version() {
        return java.util.Objects.requireNonNull(node.declared().types().get("servers"))
                .version();
    }
}
