package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClaimersTest {
    private static final int CLAIMERS = 8;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final QueueFixture queue = new QueueFixture(database);

    @Test
    void eight_at_once_claim_each_job_once_and_one_a_lane() throws Exception {
        for (int i = 0; i < 60; i++) {
            queue.enqueue(queue.dock(1, "lane-" + i / 3));
            queue.enqueue(queue.dock());
        }
        ExecutorService claimers = Executors.newFixedThreadPool(CLAIMERS);
        try {
            List<Claimed> all = new ArrayList<>();
            List<Future<List<Claimed>>> each = new ArrayList<>();
            for (int i = 0; i < CLAIMERS; i++) {
                each.add(claimers.submit(this::claimUntilNoneIsLeft));
            }
            for (Future<List<Claimed>> one : each) {
                all.addAll(one.get());
            }
            assertThat(new HashSet<>(all.stream().map(Claimed::id).toList())).hasSameSizeAs(all);
            assertThat(all).hasSize(80);
            assertThat(queue.text("select count(distinct lane_key) from sync_queue where state = 'running'"))
                    .isEqualTo("80");
            assertThat(queue.text("select count(*) from lanes where job_id is not null"))
                    .isEqualTo("80");
        } finally {
            claimers.shutdownNow();
        }
    }

    @Test
    void a_claim_goes_past_the_lanes_that_others_have_locked() {
        List<Long> docks = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            docks.add(queue.dock());
            queue.enqueue(docks.get(i));
            queue.clock.tick(Duration.ofMillis(1));
        }
        try (Handle other = database.jdbi().open()) {
            other.begin();
            other.createQuery("select l.lane_key from lanes l join docks d on d.lane_key = l.lane_key"
                            + " where d.id <= :last for update of l")
                    .bind("last", docks.get(99))
                    .mapTo(String.class)
                    .list();
            assertThat(queue.claim(2).stream().map(Claimed::dockId))
                    .containsExactlyInAnyOrder(docks.get(100), docks.get(101));
            other.rollback();
        }
    }

    /** A claim may come home empty while another holds the lanes it looked at; only a second look tells. */
    private List<Claimed> claimUntilNoneIsLeft() {
        List<Claimed> all = new ArrayList<>();
        for (int empty = 0; empty < 50; ) {
            List<Claimed> some = queue.claim(5);
            all.addAll(some);
            empty = some.isEmpty() ? empty + 1 : 0;
        }
        return all;
    }
}
