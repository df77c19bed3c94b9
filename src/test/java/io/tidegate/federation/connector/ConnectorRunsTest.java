package io.tidegate.federation.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When connectors run, and over whom. */
class ConnectorRunsTest {
    private static final String CODE = "gaa";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ConnectorBed bed = new ConnectorBed(database);

    @Test
    void organizations_run_one_after_another_a_minute_apart() {
        List<Long> docks = bed.connector(CODE, 3);
        bed.tick();
        assertThat(bed.queued()).isEmpty();

        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        assertThat(bed.queued()).containsExactly(docks.get(0));
        assertThat(bed.states(CODE)).containsExactly("running", "waiting", "waiting");
        assertThat(bed.look(CODE).plan().next()).isEqualTo(ConnectorBed.NIGHT.plus(Duration.ofDays(1)));

        bed.begin(docks.get(0));
        bed.tick(Duration.ofMinutes(10));
        assertThat(bed.queued()).as("the first is still at work").isEmpty();
        bed.end(docks.get(0), "success", null);
        bed.tick(Duration.ofSeconds(59));
        assertThat(bed.states(CODE)).containsExactly("succeeded", "waiting", "waiting");
        bed.tick(Duration.ofSeconds(1));
        assertThat(bed.queued()).containsExactly(docks.get(1));
        assertThat(bed.look(CODE).condition().lastSuccess()).isNotNull();
    }

    @Test
    void a_failed_organization_does_not_stop_the_next() {
        List<Long> docks = bed.connector(CODE, 3);
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        bed.work(docks.get(0), "failed", "members: Foireann answered 500");
        bed.tick(Duration.ofMinutes(1));
        bed.work(docks.get(1), "partial", "fixtures: Foireann answered 404");
        bed.tick(Duration.ofMinutes(1));
        bed.work(docks.get(2), "success", null);
        bed.tick();

        ConnectorRun run = bed.run(CODE);
        assertThat(run)
                .extracting(
                        ConnectorRun::status,
                        ConnectorRun::organizations,
                        ConnectorRun::succeeded,
                        ConnectorRun::failed)
                .containsExactly("partial", 3, 2, 1);
        assertThat(bed.runs.parts(run.id(), bed.clock.instant()))
                .extracting(ConnectorRun.Part::error)
                .containsExactly("members: Foireann answered 500", "fixtures: Foireann answered 404", null);
        assertThat(bed.meters
                        .get("tidegate.connector.runs")
                        .tags("connector", CODE, "status", "partial")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(bed.look(CODE).condition().failures())
                .as("a success came after the failure")
                .isZero();
    }

    @Test
    void nights_that_were_missed_are_caught_up_once() {
        bed.connector(CODE, 1);
        bed.clock.set(ConnectorBed.NIGHT.plus(Duration.ofDays(5)).plusSeconds(3_600));
        bed.tick();
        bed.tick();
        assertThat(bed.queued()).hasSize(1);
        assertThat(bed.look(CODE).plan().next()).isEqualTo(Instant.parse("2026-11-28T02:15:00Z"));
        assertThat(bed.runs.list(bed.look(CODE).id(), null, 10).items()).hasSize(1);
    }

    @Test
    void a_clock_that_is_set_back_an_hour_runs_nothing_twice() {
        List<Long> docks = bed.connector(CODE, 1);
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        bed.work(docks.get(0), "success", null);
        bed.tick();
        bed.clock.set(ConnectorBed.NIGHT.minus(Duration.ofHours(1)));
        bed.tick();
        bed.tick(Duration.ofHours(2));
        assertThat(bed.runs.list(bed.look(CODE).id(), null, 10).items()).hasSize(1);
    }

    @Test
    void a_clock_that_was_years_ahead_is_forgotten() {
        List<Long> docks = bed.connector(CODE, 2);
        bed.clock.set(ConnectorBed.NIGHT.plus(Duration.ofDays(1_000)));
        bed.tick();
        bed.work(docks.get(0), "success", null);
        bed.tick();
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        assertThat(bed.look(CODE).plan().next()).isEqualTo(ConnectorBed.NIGHT.plus(Duration.ofDays(1)));
        assertThat(bed.queued()).as("the pause does not last for years").containsExactly(docks.get(1));
    }

    @Test
    void a_dock_that_is_paused_or_removed_counts_as_failed() {
        List<Long> docks = bed.connector(CODE, 4);
        bed.execute("update docks set enabled = false where id = " + docks.get(1));
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        bed.execute("delete from docks where id = " + docks.get(2));
        bed.work(docks.get(0), "success", null);
        bed.tick(Duration.ofMinutes(1));
        assertThat(bed.queued()).containsExactly(docks.get(3));
        bed.execute("update docks set enabled = false where id = " + docks.get(3));
        bed.tick(Duration.ofMinutes(1));

        ConnectorRun run = bed.run(CODE);
        assertThat(run)
                .extracting(ConnectorRun::organizations, ConnectorRun::succeeded, ConnectorRun::failed)
                .containsExactly(4, 1, 3);
        assertThat(bed.runs.parts(run.id(), bed.clock.instant()))
                .extracting(ConnectorRun.Part::error)
                .containsExactly(null, "its dock is paused", "its dock was paused or stopped before it began");
    }

    @Test
    void a_run_goes_on_when_its_worker_died() {
        List<Long> docks = bed.connector(CODE, 2);
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        bed.begin(docks.get(0));
        bed.clock.tick(Duration.ofMinutes(1));
        bed.execute("update sync_events set status = 'failed', error_code = 'ABANDONED', completed_at = '"
                + bed.clock.instant() + "'");
        bed.execute("update sync_queue set state = 'available', event_id = null, event_at = null");
        bed.tick(Duration.ofMinutes(2));
        assertThat(bed.states(CODE)).containsExactly("running", "waiting");
        assertThat(bed.look(CODE).condition().failures())
                .as("the federation did nothing wrong")
                .isZero();
        bed.work(docks.get(0), "success", null);
        bed.tick();
        assertThat(bed.states(CODE)).containsExactly("succeeded", "waiting");
        assertThat(database.texts("select status from import_sessions order by id"))
                .containsExactly("abandoned", "closed");
    }

    @Test
    void five_failures_in_a_row_stop_it_whoever_they_are_and_the_rest_is_left_out() {
        List<Long> docks = bed.connector(CODE, 6);
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        for (int i = 0; i < 5; i++) {
            assertThat(bed.look(CODE).condition().status()).isEqualTo(Connector.Status.ACTIVE);
            bed.work(docks.get(i), "failed", "Foireann answered 401 #" + i);
            bed.tick(Duration.ofMinutes(1));
        }
        Connector stopped = bed.look(CODE);
        assertThat(stopped.condition())
                .extracting(Connector.Condition::status, Connector.Condition::failures, Connector.Condition::error)
                .containsExactly(Connector.Status.ERROR, 5, "Foireann answered 401 #4");
        assertThat(stopped.plan().next()).isNull();
        assertThat(bed.run(CODE))
                .extracting(ConnectorRun::status, ConnectorRun::failed)
                .containsExactly("failed", 6);
        bed.tick(Duration.ofDays(3));
        assertThat(bed.runs.list(stopped.id(), null, 10).items()).hasSize(1);
        assertThat(database.texts("select count(*) from docks where stopped_at is not null"))
                .containsExactly("0");

        bed.connectors.replace(stopped.resumed(null), bed.clock.instant());
        bed.tick();
        assertThat(bed.look(CODE).condition().failures()).isZero();
        assertThat(bed.look(CODE).plan().next()).isAfter(bed.clock.instant());
    }

    @Test
    void nothing_of_a_stopped_connector_is_claimed_but_what_somebody_asks_for() {
        List<Long> docks = bed.connector(CODE, 2);
        QueueStore queue = new QueueStore(database.jdbi(), new ObjectMapper());
        bed.execute("update connectors set status = 'error'");
        queue.enqueue(docks.get(0), JobType.SCHEDULED, List.of(), bed.clock.instant());
        queue.enqueue(docks.get(1), JobType.MANUAL, List.of(), bed.clock.instant());
        assertThat(queue.claim(9, List.of("foireann"), "n", bed.clock.instant(), Duration.ofMinutes(1)))
                .extracting(Claimed::dockId)
                .containsExactly(docks.get(1));
        bed.execute("update connectors set status = 'active'");
        assertThat(queue.claim(9, List.of("foireann"), "n", bed.clock.instant(), Duration.ofMinutes(1)))
                .extracting(Claimed::dockId)
                .containsExactly(docks.get(0));
    }

    @Test
    void a_success_in_between_begins_the_count_anew() {
        List<Long> docks = bed.connector(CODE, 1);
        for (int i = 0; i < 12; i++) {
            bed.clock.set(ConnectorBed.NIGHT.plus(Duration.ofDays(i)));
            bed.tick();
            bed.work(docks.get(0), i % 5 == 4 ? "success" : "failed", i % 5 == 4 ? null : "answered 500");
            bed.tick();
        }
        assertThat(bed.look(CODE).condition())
                .extracting(Connector.Condition::status, Connector.Condition::failures)
                .containsExactly(Connector.Status.ACTIVE, 2);
    }

    @Test
    void one_that_is_switched_off_or_whose_file_is_missing_begins_nothing() {
        bed.connector("off", 1);
        bed.connector("inactive", 1);
        bed.connector("later", 1);
        bed.execute("update connectors set enabled = false where federation_code = 'off'");
        bed.execute("update connectors set status = 'inactive' where federation_code = 'inactive'");
        bed.providers.remove("foireann");
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        assertThat(bed.queued()).isEmpty();
        bed.load();
        bed.tick(Duration.ofMinutes(1));
        assertThat(bed.run("later").startedAt()).isEqualTo(bed.clock.instant());
        assertThat(bed.queued()).hasSize(1);
    }

    @Test
    void what_a_dock_does_by_itself_holds_back_the_next_organization() {
        List<Long> docks = bed.connector(CODE, 2);
        bed.clock.set(ConnectorBed.NIGHT);
        bed.tick();
        bed.work(docks.get(0), "success", null);
        bed.execute("insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)"
                + " select org_id, id, lane_key, 'manual', 0, 'running', now(), now() from docks where id = "
                + docks.get(0));
        bed.tick(Duration.ofMinutes(5));
        assertThat(bed.states(CODE)).containsExactly("succeeded", "waiting");
        bed.execute("update sync_queue set state = 'completed' where state = 'running'");
        bed.tick();
        assertThat(bed.states(CODE)).containsExactly("succeeded", "running");
    }

    @Test
    void nodes_that_tick_at_once_begin_one_run_and_one_job() throws Exception {
        bed.connector(CODE, 3);
        bed.clock.set(ConnectorBed.NIGHT);
        int nodes = 8;
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        List<Future<?>> ticks = IntStream.range(0, nodes)
                .<Future<?>>mapToObj(node -> threads.submit(() -> {
                    together.await();
                    for (int i = 0; i < 5; i++) {
                        bed.tick();
                    }
                    return null;
                }))
                .toList();
        together.countDown();
        for (Future<?> each : ticks) {
            each.get();
        }
        threads.shutdown();
        assertThat(bed.runs.list(bed.look(CODE).id(), null, 10).items()).hasSize(1);
        assertThat(bed.queued()).hasSize(1);
        assertThat(bed.states(CODE)).containsExactly("running", "waiting", "waiting");
    }
}
