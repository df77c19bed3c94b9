package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.queue.QueueStore.Enqueued;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueStoreTest {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private QueueFixture queue = new QueueFixture(database);

    @BeforeEach
    void empty() {
        queue = new QueueFixture(database);
    }

    @Test
    void a_claimed_job_runs_with_a_lease_and_an_open_event() {
        long dock = queue.dock();
        long job = queue.enqueue(dock, JobType.MANUAL, "servers");

        List<Claimed> jobs = queue.claim(5);

        assertThat(jobs).singleElement().satisfies(claimed -> {
            assertThat(claimed.id()).isEqualTo(job);
            assertThat(claimed.dockId()).isEqualTo(dock);
            assertThat(claimed.type()).isEqualTo(JobType.MANUAL);
            assertThat(claimed.fencingToken()).isEqualTo(1);
            assertThat(claimed.resourceTypes()).containsExactly("servers");
            assertThat(claimed.run().startedAt()).isEqualTo(queue.clock.instant());
            assertThat(claimed.run().stats()).isEqualTo(RunStats.NONE);
        });
        assertThat(queue.text("select state || ' ' || node from sync_queue")).isEqualTo("running here");
        assertThat(queue.text("select status || ' ' || trigger || ' ' || service from sync_events"))
                .isEqualTo("started manual acme");
        assertThat(queue.text("select last_sync_status from docks")).isEqualTo("syncing");
        assertThat(queue.text("select job_id from lanes")).isEqualTo(Long.toString(job));
        assertThat(queue.claim(5)).isEmpty();
    }

    @Test
    void a_job_that_waits_already_is_not_queued_twice() {
        long dock = queue.dock();
        List<Enqueued> first = queue.store.enqueue(dock, JobType.SCHEDULED, List.of(), queue.clock.instant());
        List<Enqueued> second = queue.store.enqueue(dock, JobType.SCHEDULED, List.of(), queue.clock.instant());
        long job = first.get(0).job();
        assertThat(first).containsExactly(new Enqueued(job, JobState.AVAILABLE, true));
        assertThat(second).containsExactly(new Enqueued(job, JobState.AVAILABLE, false));
    }

    @Test
    void a_dock_that_is_not_there_has_no_job() {
        assertThat(queue.store.enqueue(99, JobType.MANUAL, List.of(), queue.clock.instant()))
                .isEmpty();
    }

    @Test
    void whoever_asks_brings_a_waiting_job_forward() {
        long dock = queue.dock();
        queue.enqueue(dock);
        queue.update("update sync_queue set run_at = run_at + interval '1 hour'");
        assertThat(queue.claim(1)).isEmpty();
        queue.enqueue(dock, JobType.MANUAL);
        assertThat(queue.claim(1))
                .singleElement()
                .satisfies(job -> assertThat(job.type()).isEqualTo(JobType.MANUAL));
    }

    @Test
    void a_webhook_does_not_take_the_place_of_the_person_who_waits() {
        long dock = queue.dock();
        queue.enqueue(dock, JobType.MANUAL);
        queue.enqueue(dock, JobType.WEBHOOK);
        queue.update("update docks set enabled = false");
        assertThat(queue.claim(1))
                .singleElement()
                .satisfies(job -> assertThat(job.type()).isEqualTo(JobType.MANUAL));
    }

    @Test
    void a_waiting_job_lists_what_each_who_asked_wants() {
        long dock = queue.dock();
        queue.enqueue(dock, JobType.MANUAL, "servers");
        queue.enqueue(dock, JobType.MANUAL, "domains", "servers");
        assertThat(Set.copyOf(
                        java.util.Objects.requireNonNull(queue.claim(1).get(0).resourceTypes())))
                .isEqualTo(Set.of("servers", "domains"));
    }

    @Test
    void whoever_wants_all_types_gets_all() {
        long dock = queue.dock();
        queue.enqueue(dock, JobType.WEBHOOK, "servers");
        queue.enqueue(dock);
        assertThat(queue.claim(1).get(0).resourceTypes()).isNull();
    }

    @Test
    void a_running_job_that_is_asked_for_will_run_again() {
        long dock = queue.dock();
        queue.enqueue(dock);
        queue.claim(1);
        assertThat(queue.store.enqueue(dock, JobType.WEBHOOK, List.of(), queue.clock.instant()))
                .singleElement()
                .satisfies(answer -> assertThat(answer.state()).isEqualTo(JobState.RUNNING));
        assertThat(queue.text("select rerun from sync_queue")).isEqualTo("t");
    }

    @Test
    void a_manual_job_runs_though_its_dock_is_paused_and_a_scheduled_one_does_not() {
        long scheduled = queue.dock();
        long manual = queue.dock();
        long stopped = queue.dock();
        queue.enqueue(scheduled);
        queue.enqueue(manual, JobType.MANUAL);
        queue.enqueue(stopped, JobType.WEBHOOK);
        queue.update("update docks set enabled = false where id <> " + stopped);
        queue.update("update docks set stopped_at = now() where id = " + stopped);
        assertThat(queue.claimAll()).containsExactly(manual);
    }

    @Test
    void jobs_of_providers_that_are_not_loaded_wait() {
        queue.enqueue(queue.dock());
        assertThat(queue.store.claim(5, List.of("other"), "here", queue.clock.instant(), QueueFixture.LEASE))
                .isEmpty();
    }

    @Test
    void what_somebody_waits_for_goes_first() {
        long scheduled = queue.dock();
        long webhook = queue.dock();
        long manual = queue.dock();
        queue.enqueue(scheduled);
        queue.enqueue(webhook, JobType.WEBHOOK);
        queue.enqueue(manual, JobType.MANUAL);
        assertThat(queue.claimAll()).containsExactly(manual, webhook, scheduled);
    }

    @Test
    void organizations_take_turns() {
        long one = queue.organization();
        long other = queue.organization();
        long a = queue.dock(one, null);
        long b = queue.dock(one, null);
        long c = queue.dock(one, null);
        long d = queue.dock(other, null);
        List.of(a, b, c).forEach(queue::enqueue);
        queue.clock.tick(Duration.ofSeconds(1));
        queue.enqueue(d);
        assertThat(queue.claim(2).stream().map(Claimed::dockId)).containsExactlyInAnyOrder(a, d);
        assertThat(queue.claimAll()).containsExactly(b, c);
    }

    @Test
    void jobs_that_cannot_run_do_not_put_their_organization_behind() {
        long many = queue.organization();
        long few = queue.organization();
        queue.enqueue(queue.dock(many, "shared"));
        queue.claim(1);
        queue.enqueue(queue.dock(many, "shared"));
        queue.enqueue(queue.dock(many, "shared"));
        long free = queue.dock(many, null);
        queue.enqueue(free);
        queue.clock.tick(Duration.ofSeconds(1));
        long first = queue.dock(few, null);
        queue.enqueue(first);
        queue.enqueue(queue.dock(few, null));
        assertThat(queue.claim(2).stream().map(Claimed::dockId)).containsExactlyInAnyOrder(first, free);
    }

    @Test
    void a_lane_has_one_running_job_and_its_manual_one_goes_first() {
        long a = queue.dock(1, "shared");
        long b = queue.dock(1, "shared");
        queue.enqueue(a);
        queue.enqueue(b, JobType.MANUAL);
        List<Claimed> jobs = queue.claim(5);
        assertThat(jobs)
                .singleElement()
                .satisfies(job -> assertThat(job.dockId()).isEqualTo(b));
        assertThat(queue.claim(5)).isEmpty();
        queue.finish(jobs.get(0).id());
        assertThat(queue.claimAll()).containsExactly(a);
    }

    @Test
    void a_lane_that_pauses_is_left_alone_until_it_is_free() {
        queue.enqueue(queue.dock());
        queue.update("update lanes set free_at = free_at + interval '1 second'");
        assertThat(queue.claim(1)).isEmpty();
        queue.clock.tick(Duration.ofSeconds(1));
        assertThat(queue.claim(1)).hasSize(1);
    }

    @Test
    void finished_jobs_are_forgotten_after_their_time() {
        queue.finish(queue.enqueue(queue.dock()));
        queue.enqueue(queue.dock());
        queue.update("update sync_queue set finished_at = '" + queue.clock.instant() + "' where state = 'completed'");
        assertThat(queue.store.deleteFinished(queue.clock.instant())).isZero();
        assertThat(queue.store.deleteFinished(queue.clock.instant().plusMillis(1)))
                .isOne();
        assertThat(queue.text("select count(*) from sync_queue")).isEqualTo("1");
    }
}
