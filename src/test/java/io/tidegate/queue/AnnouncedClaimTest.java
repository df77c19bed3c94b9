package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.queue.QueueStore.Claimable;
import io.tidegate.queue.QueueStore.Wanted;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that are claimed by their numbers, because somebody announced them. */
class AnnouncedClaimTest {
    private static final List<String> PROVIDERS = List.of("acme");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final QueueFixture queue = new QueueFixture(database);

    @Test
    void what_two_nodes_claim_at_once_one_of_them_gets() {
        List<Long> jobs = IntStream.range(0, 40)
                .mapToObj(i -> queue.enqueue(queue.dock()))
                .toList();

        List<Long> claimed = IntStream.range(0, 8)
                .parallel()
                .boxed()
                .flatMap(i -> jobs.stream().flatMap(job -> named(job).stream()))
                .toList();

        assertThat(claimed).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(database.texts("select distinct fencing_token::text from sync_queue"))
                .containsExactly("1");
    }

    @Test
    void a_lane_has_one_job_at_work_and_those_that_wait_keep_their_order() {
        long first = queue.enqueue(queue.dock(1, "lane"));
        long second = queue.enqueue(queue.dock(1, "lane"));

        assertThat(named(second)).as("not its turn").isEmpty();
        assertThat(named(first, second)).containsExactly(first);
        assertThat(named(second)).as("its lane is held").isEmpty();
        queue.finish(first);
        assertThat(named(second)).containsExactly(second);
    }

    @Test
    void a_job_that_is_done_or_not_due_or_never_was_is_not_claimed() {
        long done = queue.enqueue(queue.dock());
        named(done);
        queue.finish(done);
        long later = queue.enqueue(queue.dock());
        queue.update("update sync_queue set run_at = run_at + interval '1 minute' where id = " + later);

        assertThat(named(done, later, 4711)).isEmpty();
        queue.clock.tick(Duration.ofMinutes(1));
        assertThat(named(done, later, 4711)).containsExactly(later);
    }

    @Test
    void what_was_due_for_a_while_is_left_to_whom_it_was_announced_until_then() {
        long job = queue.enqueue(queue.dock());
        Instant due = queue.clock.instant();

        assertThat(claim(new Wanted(9, due.minusSeconds(1), null))).isEmpty();
        assertThat(claim(new Wanted(9, due, null))).containsExactly(job);
    }

    @Test
    void a_look_finds_what_a_claim_would_and_takes_nothing() {
        long free = queue.enqueue(queue.dock());
        long first = queue.enqueue(queue.dock(1, "lane"));
        queue.enqueue(queue.dock(1, "lane"));

        for (int i = 0; i < 2; i++) {
            assertThat(queue.store.claimable(9, PROVIDERS, queue.clock.instant()))
                    .extracting(Claimable::job)
                    .containsExactly(free, first);
        }
        named(first);
        assertThat(queue.store.claimable(9, PROVIDERS, queue.clock.instant()))
                .extracting(Claimable::job)
                .containsExactly(free);
    }

    private List<Long> named(long... jobs) {
        List<Long> all = Arrays.stream(jobs).boxed().toList();
        return claim(new Wanted(all.size(), null, all));
    }

    private List<Long> claim(Wanted wanted) {
        return queue.store.claim(wanted, PROVIDERS, "here", queue.clock.instant(), QueueFixture.LEASE).stream()
                .map(Claimed::id)
                .toList();
    }
}
