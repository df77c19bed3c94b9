package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockEditStore;
import io.tidegate.simulator.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Docks that slow down while nothing changes. */
class AdaptiveIntervalTest {
    @RegisterExtension
    static final TestNode node = new TestNode();

    @Test
    void a_dock_keeps_its_interval_unless_someone_lets_it_slow_down() {
        long dock = dock();
        for (int run = 0; run < 12; run++) {
            assertThat(untilNext(dock)).hasSeconds(60);
        }
        assertThat(node.look(dock).schedule().slowed()).isNull();
    }

    @Test
    void one_that_may_slows_down_to_its_cap_while_nothing_changes_and_says_why() {
        long dock = dock();
        slow(dock, Duration.ofMinutes(3));
        long[] seconds = new long[14];
        for (int run = 0; run < seconds.length; run++) {
            seconds[run] = untilNext(dock).toSeconds();
        }
        assertThat(seconds).containsExactly(60, 60, 60, 60, 60, 120, 120, 120, 120, 120, 180, 180, 180, 180);
        assertThat(node.look(dock).schedule().slowed())
                .isEqualTo("synced every 3 min instead of 1 min: nothing changed in 14 runs; a change brings it back");
    }

    @Test
    void a_change_brings_it_back_at_once() {
        long dock = dock();
        slow(dock, Duration.ofHours(1));
        for (int run = 0; run < 11; run++) {
            untilNext(dock);
        }
        node.droplets().change(1, droplet -> droplet.put("status", "off"));
        untilNext(dock);

        Dock.Schedule back = node.look(dock).schedule();
        assertThat(back.slowed()).isNull();
        assertThat(Duration.between(node.clock.instant(), back.next())).hasSeconds(60);
    }

    @Test
    void one_that_may_no_longer_goes_on_at_its_interval() {
        long dock = dock();
        slow(dock, Duration.ofHours(1));
        for (int run = 0; run < 11; run++) {
            untilNext(dock);
        }
        slow(dock, null);

        assertThat(Duration.between(
                        node.clock.instant(), node.look(dock).schedule().next()))
                .hasSeconds(60);
        assertThat(node.look(dock).schedule().pace().unchangedRuns()).isZero();
    }

    @Test
    void a_run_that_fails_neither_slows_it_down_nor_brings_it_back() {
        long dock = dock();
        slow(dock, Duration.ofHours(1));
        for (int run = 0; run < 6; run++) {
            untilNext(dock);
        }
        node.provider().always("/v2/droplets", Answer.status(404));
        node.sync(dock);

        assertThat(node.look(dock).schedule().pace().unchangedRuns()).isEqualTo(6);
    }

    private static long dock() {
        node.droplets().records(3, TestNode::droplet);
        long dock = node.dock("servers");
        node.schedule();
        node.wake();
        node.await(dock);
        return dock;
    }

    /** Lets the dock become due, run, and tells how far ahead its next run is planned from when this one was. */
    private static Duration untilNext(long dock) {
        Instant due = node.look(dock).schedule().next();
        node.pass(Duration.between(node.clock.instant(), due));
        node.await(dock);
        return Duration.between(due, node.look(dock).schedule().next());
    }

    private static void slow(long dock, @Nullable Duration slowest) {
        new DockEditStore(node.node().database().jdbi(), new ObjectMapper())
                .edit(
                        dock,
                        new DockEditStore.Edit(null, Map.of(), null, null, new DockEditStore.Slowing(slowest), null),
                        node.clock.instant());
    }
}
