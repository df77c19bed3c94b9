package io.tidegate.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.config.SettingsException;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.quartz.CronExpression;

/** Who holds a job, and what becomes of it when its worker does not say so any more. */
class LeaseTest {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private QueueFixture queue = new QueueFixture(database);

    @BeforeEach
    void empty() {
        queue = new QueueFixture(database);
    }

    @Test
    void a_job_whose_lease_passed_is_claimed_again_and_its_run_is_closed() {
        Claimed first = claimNew();
        queue.clock.tick(QueueFixture.LEASE);
        assertThat(rescue()).isEmpty();
        queue.clock.tick(Duration.ofMillis(1));

        assertThat(rescue()).containsExactly(first.dockId());

        assertThat(queue.text("select status || ' ' || error_code || ' ' || duration_ms from sync_events"))
                .isEqualTo("failed ABANDONED 60001");
        Claimed second = queue.claim(1).get(0);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        assertThat(second.run().event()).isNotEqualTo(first.run().event());
    }

    @Test
    void a_lease_that_is_renewed_does_not_pass() {
        Claimed job = claimNew();
        queue.clock.tick(Duration.ofSeconds(50));
        assertThat(renew(job)).containsExactly(job.id());
        queue.clock.tick(Duration.ofSeconds(50));
        assertThat(rescue()).isEmpty();
    }

    @Test
    void the_shortest_lease_that_can_be_set_outlives_a_tick_that_comes_late() throws Exception {
        Path home = Path.of("target");
        Duration shortest = Settings.load(home, Map.of(), List.of("--tidegate.sync.lease=5s"))
                .sync()
                .lease();
        assertThatThrownBy(() -> Settings.load(home, Map.of(), List.of("--tidegate.sync.lease=4999ms")))
                .isInstanceOf(SettingsException.class);
        String ticks = Files.readString(Path.of("routes-yaml", "1-schedule.camel.yaml"))
                .replaceFirst("(?s).*id: lease-tick.*?cron: \"([^\"]*)\".*", "$1");
        CronExpression cron = new CronExpression(ticks);
        Date first = cron.getNextValidTimeAfter(Date.from(queue.clock.instant()));
        Date third = cron.getNextValidTimeAfter(cron.getNextValidTimeAfter(first));

        assertThat(Duration.between(first.toInstant(), third.toInstant())).isLessThan(shortest);
    }

    @Test
    void a_lease_that_went_to_another_worker_is_not_renewed() {
        Claimed first = claimNew();
        queue.clock.tick(QueueFixture.LEASE.plusSeconds(1));
        rescue();
        Claimed second = queue.claim(1).get(0);
        assertThat(renew(first)).isEmpty();
        assertThat(renew(second)).containsExactly(second.id());
    }

    @Test
    void a_job_that_ended_a_moment_ago_is_not_taken_for_lost() {
        Claimed job = claimNew();
        queue.update("update sync_queue set state = 'completed', finished_at = now(), lease_until = null");
        assertThat(renew(job)).containsExactly(job.id());
        assertThat(queue.text("select lease_until is null from sync_queue")).isEqualTo("t");
    }

    @Test
    void a_job_handed_back_goes_on_with_its_run() {
        Claimed first = claimNew();
        queue.update("update sync_queue set stats = '{\"processed\": 40, \"requests\": 2}'");
        queue.store.handBack(first, queue.clock.instant());

        Claimed second = queue.claim(1).get(0);

        assertThat(second.run().event()).isEqualTo(first.run().event());
        assertThat(second.run().startedAt()).isEqualTo(first.run().startedAt());
        assertThat(second.run().stats()).isEqualTo(new RunStats(40, 0, 0, 2));
        assertThat(queue.text("select count(*) from sync_events")).isEqualTo("1");
        assertThat(renew(first)).isEmpty();
    }

    @Test
    void only_who_holds_a_job_can_hand_it_back() {
        Claimed first = claimNew();
        queue.store.handBack(first, queue.clock.instant());
        Claimed second = queue.claim(1).get(0);
        queue.store.handBack(first, queue.clock.instant());
        assertThat(queue.text("select state from sync_queue")).isEqualTo("running");
        assertThat(renew(second)).hasSize(1);
    }

    @Test
    void a_start_that_knows_of_no_other_worker_takes_every_job_over() {
        claimNew();
        claimNew();
        queue.clock.tick(Duration.ofSeconds(1));
        new JobQueue(queue.store, queue.clock, "here", QueueFixture.LEASE).rescueAll();
        assertThat(queue.claim(5)).hasSize(2);
    }

    @Test
    void what_was_abandoned_is_handed_back_with_the_next_renewal_and_waits_a_while() {
        JobQueue jobs = new JobQueue(queue.store, queue.clock, "here", QueueFixture.LEASE);
        queue.enqueue(queue.dock());
        jobs.abandon(jobs.claim(1, List.of("acme")).get(0));
        jobs.renew();
        assertThat(queue.claim(1)).isEmpty();
        queue.clock.tick(Duration.ofSeconds(10));
        assertThat(queue.claim(1)).hasSize(1);
    }

    @Test
    void what_was_claimed_or_renewed_of_late_is_known_to_be_ours_and_after_standing_still_only_what_is_renewed() {
        AtomicLong nanos = new AtomicLong();
        JobQueue jobs = new JobQueue(queue.store, queue.clock, "here", QueueFixture.LEASE, nanos::get);
        queue.enqueue(queue.dock());
        queue.enqueue(queue.dock());
        jobs.renew();
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        Claimed first = jobs.claim(1, List.of("acme")).get(0);
        assertThat(jobs.isUpToDate(first)).isTrue();
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        Claimed second = jobs.claim(1, List.of("acme")).get(0);

        assertThat(List.of(jobs.isUpToDate(first), jobs.isUpToDate(second))).containsExactly(false, true);
        jobs.renew();
        assertThat(List.of(jobs.isUpToDate(first), jobs.isUpToDate(second))).containsExactly(true, true);
    }

    @Test
    void what_is_still_held_at_a_shutdown_is_free_at_once() {
        JobQueue jobs = new JobQueue(queue.store, queue.clock, "here", QueueFixture.LEASE);
        queue.enqueue(queue.dock());
        queue.enqueue(queue.dock());
        jobs.claim(1, List.of("acme"));
        jobs.abandon(jobs.claim(1, List.of("acme")).get(0));
        jobs.handBackAll();
        assertThat(queue.claim(5)).hasSize(2);
    }

    @Test
    void failures_in_a_row_wait_longer_and_longer_up_to_an_hour() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 1000).stream()
                        .map(failures -> Backoff.after(failures).toMinutes()))
                .containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    private Claimed claimNew() {
        queue.enqueue(queue.dock());
        return queue.claim(1).get(0);
    }

    private List<Long> rescue() {
        return queue.store.rescue(queue.clock.instant(), queue.clock.instant());
    }

    private List<Long> renew(Claimed job) {
        return queue.store.renew(Map.of(job, queue.clock.instant()), queue.clock.instant(), QueueFixture.LEASE);
    }
}
