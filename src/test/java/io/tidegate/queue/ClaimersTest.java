package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
