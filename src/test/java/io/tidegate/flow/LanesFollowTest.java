package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.dock.DockLaneStore;
import io.tidegate.provider.Provider;
import io.tidegate.provider.RateLimit;
import io.tidegate.queue.JobType;
import io.tidegate.testing.Changed;
import io.tidegate.testing.DigitalOceanFixture;
import io.tidegate.testing.Hold;
import io.tidegate.upkeep.DockLanes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Docks stand in the lanes that the setting and their providers' files say, whatever was said before. */
class LanesFollowTest {
    private static final String DROPLETS = "/v2/droplets";

    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void when_a_file_says_that_an_address_is_limited_all_docks_share_a_lane_and_part_when_it_no_longer_does() {
        long one = node.dock("servers");
        long other = node.dock("servers");
        List.of(one, other).forEach(dock -> node.docks().pause(dock, node.clock.instant()));
        String before = lane(one);
        node.schedule();
        assertThat(lane(one)).isEqualTo(before).isNotEqualTo(lane(other));

        scope(RateLimit.Scope.IP);
        node.schedule();
        assertThat(List.of(lane(one), lane(other))).containsOnly("digitalocean/ip");

        scope(RateLimit.Scope.TOKEN);
        node.schedule();
        assertThat(lane(one)).isEqualTo(before);
    }

    @Test
    void the_setting_puts_all_docks_and_their_waiting_jobs_into_one_lane() {
        long one = node.dock("servers");
        long other = node.dock("servers");
        DockLanes sequential = new DockLanes(
                node.docks(),
                new DockLaneStore(node.node().database().jdbi()),
                node.node().beans().providers(),
                true);

        node.queue()
                .enqueue(one, JobType.MANUAL, List.of(), node.clock.instant().plusSeconds(3600));

        sequential.follow(node.clock.instant());

        assertThat(List.of(lane(one), lane(other))).containsOnly("all");
        assertThat(jobLanes()).containsExactly("all");
    }

    @Test
    void a_run_under_way_ends_in_its_lane_and_its_job_goes_on_in_the_new_one() {
        DigitalOceanFixture.on(node.provider());
        Hold hold = node.provider().hold(DROPLETS);
        long dock = node.dock("servers");
        String before = lane(dock);
        node.schedule();
        node.wake();
        node.provider().awaitRequests(DROPLETS, 1, TestNode.SOON);
        node.enqueue(dock);
        scope(RateLimit.Scope.IP);
        node.schedule();
        assertThat(jobLanes()).containsOnly(before);

        hold.release();
        node.await(dock);

        assertThat(jobLanes()).containsOnly("digitalocean/ip");
        node.pass(Duration.ofSeconds(2));
        assertThat(node.await(dock).status()).isEqualTo("success");
        scope(RateLimit.Scope.TOKEN);
    }

    private static String lane(long dock) {
        return node.look(dock).access().laneKey();
    }

    private static List<String> jobLanes() {
        return node.stored().rows("select lane_key from sync_queue").stream()
                .map(row -> String.valueOf(row.get("lane_key")))
                .toList();
    }

    /** As if the file had been edited. */
    private static void scope(RateLimit.Scope scope) {
        Provider now = node.declared();
        node.node().beans().providers().put(Changed.scope(now, scope));
    }
}
