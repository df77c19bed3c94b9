package io.tidegate.dock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.DockStore.NewDock;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import io.tidegate.upkeep.LeftoverStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DockStoreTest {
    private static final List<String> LOADED = List.of("acme");
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private final DockStore docks = new DockStore(database.jdbi(), new ObjectMapper());
    private final DockPlanStore plan = new DockPlanStore(database.jdbi());
    private final QueueStore queue = new QueueStore(database.jdbi(), new ObjectMapper());

    @BeforeEach
    void empty() {
        database.clear("docks", "connectors", "lanes", "resources", "resource_changes", "sync_positions", "sync_pages");
    }

    @Test
    void a_dock_comes_back_as_it_was_added() {
        NewDock added = new NewDock("web", "acme", Map.of("team", "t-1"), List.of("servers"), MINUTE, "0 15 2 * * ?");
        long id = docks.add(
                        added, owner -> new Dock.Access("{\"v\": 1}", "scope", "lane-" + owner.dock()), clock.instant())
                .orElseThrow();

        assertThat(docks.find(List.of(id))).singleElement().satisfies(dock -> {
            assertThat(dock.id()).isEqualTo(id);
            assertThat(dock.name()).isEqualTo("web");
            assertThat(dock.parameters()).isEqualTo(Map.of("team", "t-1"));
            assertThat(dock.resourceTypes()).containsExactly("servers");
            assertThat(dock.access()).isEqualTo(new Dock.Access("{\"v\": 1}", "scope", "lane-" + id));
            assertThat(dock.schedule()).isEqualTo(new Dock.Schedule(true, MINUTE, "0 15 2 * * ?", clock.instant()));
            assertThat(dock.condition())
                    .isEqualTo(new Dock.Condition("pending", null, null, 0, null, null, null, null));
            assertThat(dock.toString()).doesNotContain("\"v\"");
        });
        assertThat(docks.all()).isEqualTo(docks.find(List.of(id, 99L)));
    }

    @Test
    void a_name_is_given_once() {
        add("web");
        assertThat(docks.add(dock("web"), owner -> access(), clock.instant())).isEmpty();
        assertThat(docks.all()).hasSize(1);
    }

    @Test
    void the_providers_are_those_of_docks_and_of_connectors() {
        assertThat(docks.providers()).isEmpty();
        add("web");
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into connectors (federation_code, name, provider, status, enabled, auth_type,"
                                + " conflict_strategy, cron, created_at, updated_at) values ('gaa', 'F', 'foireann',"
                                + " 'inactive', false, 'api_key', 'merge', '0 15 2 * * ?', now(), now())"));
        assertThat(docks.providers()).containsExactlyInAnyOrder("acme", "foireann");
    }

    @Test
    void a_new_dock_is_due_at_once() {
        long id = add("web");
        assertThat(enqueueDue()).containsExactly(id);
        assertThat(database.texts("select type || ' ' || state from sync_queue"))
                .containsExactly("scheduled available");
    }

    @Test
    void a_dock_that_waits_or_runs_is_not_queued_again() {
        add("web");
        enqueueDue();
        clock.tick(MINUTE.multipliedBy(5));
        assertThat(enqueueDue()).isEmpty();
        database.jdbi().useHandle(handle -> handle.execute("update sync_queue set state = 'running'"));
        assertThat(enqueueDue()).isEmpty();
    }

    @Test
    void the_next_sync_counts_from_the_planned_start_and_does_not_drift() {
        long id = add("web");
        Instant planned = clock.instant();
        for (int run = 1; run <= 20; run++) {
            clock.set(planned.plusMillis(613));
            assertThat(enqueueDue()).containsExactly(id);
            finish();
            planned = planned.plus(MINUTE);
            assertThat(next(id)).isEqualTo(planned);
        }
    }

    @Test
    void missed_ticks_do_not_pile_up() {
        long id = add("web");
        Instant began = clock.instant();
        clock.tick(Duration.ofMinutes(90).plusSeconds(7));
        assertThat(enqueueDue()).containsExactly(id);
        finish();
        assertThat(enqueueDue()).isEmpty();
        assertThat(next(id)).isEqualTo(began.plus(Duration.ofMinutes(91)));
    }

    @Test
    void a_tick_on_the_grid_plans_the_one_after_it() {
        long id = add("web");
        clock.tick(Duration.ofMinutes(2));
        enqueueDue();
        assertThat(next(id)).isEqualTo(clock.instant().plus(MINUTE));
    }

    @Test
    void a_run_longer_than_its_interval_is_followed_by_one_run_not_many() {
        long id = add("web");
        enqueueDue();
        clock.tick(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(enqueueDue()).isEmpty();
        finish();
        assertThat(enqueueDue()).containsExactly(id);
        finish();
        assertThat(enqueueDue()).isEmpty();
    }

    @Test
    void a_dock_that_is_paused_stopped_backing_off_or_not_loaded_is_left_alone() {
        long paused = add("paused");
        long stopped = add("stopped");
        long backing = add("backing");
        docks.pause(paused, clock.instant());
        set("stopped_at = next_sync_at where id = " + stopped);
        set("backoff_until = next_sync_at + interval '2 minutes' where id = " + backing);
        assertThat(enqueueDue()).isEmpty();
        assertThat(plan.enqueueDue(List.of("other"), clock.instant())).isEmpty();

        clock.tick(Duration.ofMinutes(2));
        assertThat(enqueueDue()).containsExactly(backing);
    }

    @Test
    void resuming_goes_on_at_once_whatever_had_stopped_it() {
        long id = add("web");
        enqueueDue();
        finish();
        docks.pause(id, clock.instant());
        set("stopped_at = next_sync_at, backoff_until = next_sync_at + interval '1 hour' where id = " + id);
        clock.tick(Duration.ofSeconds(1));
        assertThat(docks.resume(id, clock.instant())).isTrue();
        assertThat(resumed()).isEqualTo(clock.instant());
        Instant before = clock.instant();
        clock.tick(Duration.ofSeconds(1));
        docks.resume(id, clock.instant());
        assertThat(resumed()).as("nothing held it up").isEqualTo(before);
        assertThat(enqueueDue()).containsExactly(id);
        assertThat(docks.resume(99, clock.instant())).isFalse();
    }

    private static Instant resumed() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select resumed_at from docks")
                        .mapTo(Instant.class)
                        .one());
    }

    @Test
    void confirming_deletions_makes_the_dock_due() {
        long id = add("web");
        enqueueDue();
        finish();
        clock.tick(Duration.ofSeconds(1));
        assertThat(docks.confirmDeletions(id, clock.instant())).isTrue();
        assertThat(enqueueDue()).containsExactly(id);
    }

    @Test
    void a_cron_expression_comes_with_the_queued_dock() {
        NewDock nightly = new NewDock("nightly", "acme", Map.of(), null, MINUTE, "0 15 2 * * ?");
        long id = docks.add(nightly, owner -> access(), clock.instant()).orElseThrow();
        assertThat(plan.enqueueDue(LOADED, clock.instant()))
                .containsExactly(new DockPlanStore.Queued(id, "0 15 2 * * ?"));
        plan.plan(id, clock.instant().plusSeconds(7));
        assertThat(next(id)).isEqualTo(clock.instant().plusSeconds(7));
    }

    @Test
    void a_removed_dock_leaves_its_data_unless_it_is_erased() {
        long kept = add("kept");
        long erased = add("erased");
        fill(kept);
        fill(erased);
        for (long dock : new long[] {kept, erased}) {
            database.jdbi().useHandle(handle -> handle.execute("""
                            insert into alerts (org_id, dock_id, rule, subject, severity, state, message, value, threshold,
                                raised_at, last_seen_at)
                            values (1, ?, 'stale', 'dock:' || ?, 'warning', 'open', 'its name', 1, 1, now(), now())
                            """, dock, dock));
        }
        assertThat(docks.remove(kept, false)).isTrue();
        assertThat(docks.remove(erased, true)).isTrue();
        assertThat(docks.remove(erased, true)).isFalse();
        assertThat(database.texts("select dock_id from alerts")).containsExactly(Long.toString(kept));
        assertThat(database.texts("select dock_id from resources")).containsExactly(Long.toString(kept));
        assertThat(database.texts("select dock_id from resource_changes")).containsExactly(Long.toString(kept));
        assertThat(database.texts("select dock_id from sync_events")).containsExactly(Long.toString(kept));
        assertThat(database.texts("select dock_id from sync_metrics")).containsExactly(Long.toString(kept));
        assertThat(database.texts("select dock_id from sync_positions")).isEmpty();
        assertThat(docks.all()).isEmpty();
    }

    @Test
    void removing_a_dock_frees_its_lane_and_one_that_stays_unused_is_forgotten() {
        long alone = docks.add(dock("alone"), owner -> new Dock.Access(null, "", "own"), clock.instant())
                .orElseThrow();
        long gone = docks.add(dock("gone"), owner -> new Dock.Access(null, "", "shared"), clock.instant())
                .orElseThrow();
        long other = docks.add(dock("other"), owner -> new Dock.Access(null, "", "shared"), clock.instant())
                .orElseThrow();
        queue.enqueue(gone, JobType.MANUAL, List.of(), clock.instant());
        enqueueDue();
        assertThat(queue.claim(9, LOADED, "here", clock.instant(), MINUTE)).hasSize(2);

        docks.remove(alone, false);
        docks.remove(gone, false);

        assertThat(database.texts("select lane_key from lanes where job_id is null order by 1"))
                .containsExactly("own", "shared");
        new LeftoverStore(database.jdbi()).delete(clock.instant().plus(Duration.ofDays(2)));
        assertThat(database.texts("select lane_key from lanes")).containsExactly("shared");
        assertThat(queue.claim(9, LOADED, "here", clock.instant(), MINUTE))
                .singleElement()
                .satisfies(job -> assertThat(job.dockId()).isEqualTo(other));
    }

    private long add(String name) {
        return docks.add(dock(name), owner -> access(), clock.instant()).orElseThrow();
    }

    private static NewDock dock(String name) {
        return new NewDock(name, "acme", Map.of(), null, MINUTE, null);
    }

    private static Dock.Access access() {
        return new Dock.Access(null, "", java.util.UUID.randomUUID().toString());
    }

    private List<Long> enqueueDue() {
        return plan.enqueueDue(LOADED, clock.instant()).stream()
                .map(DockPlanStore.Queued::dock)
                .toList();
    }

    private Instant next(long id) {
        return docks.find(List.of(id)).get(0).schedule().next();
    }

    private static void finish() {
        database.jdbi().useHandle(handle -> handle.execute("update sync_queue set state = 'completed'"));
    }

    private static void set(String assignment) {
        database.jdbi().useHandle(handle -> handle.execute("update docks set " + assignment));
    }

    private static void fill(long dock) {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data,"
                            + " fingerprint, first_seen_at, changed_at) values (1, ?, 'acme', 't', 'r', '{}', '', now(), now())",
                    dock);
            handle.execute(
                    "insert into resource_changes (org_id, dock_id, resource_id, run, at, kind)"
                            + " values (1, ?, 1, 1, now(), 'created')",
                    dock);
            handle.execute("insert into sync_positions (dock_id, resource_type) values (?, 't')", dock);
            handle.execute(
                    "insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,"
                            + " completed_at, duration_ms) values (1, ?, 1, 'acme', 'full', 'manual', 'success', now(),"
                            + " now(), 1)",
                    dock);
            handle.execute(
                    "insert into sync_metrics values (1, ?, 'acme', 'hourly', now(), 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1,"
                            + " 0, now())",
                    dock);
        });
    }
}
