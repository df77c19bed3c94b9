package io.tidegate.federation.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The history of runs is closed from what their events say. */
class HistoryEndsTest {
    private static final String HISTORY = """
            select concat_ws(' ', type, status, processed, coalesce(error, '-'), ended_at is not null)
            from sync_history order by id
            """;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ConnectorBed bed = new ConnectorBed(database);
    private final List<Long> docks = bed.connector("gaa", 2);

    /** As the flow opens it when it begins to apply what was listed. */
    private void open(long dock, long run) {
        bed.execute("with s as (insert into import_sessions (org_id, dock_id, run, status, opened_at)"
                + " select org_id, id, " + run + ", 'open', now() from docks where id = " + dock
                + " returning *) insert into sync_history (org_id, session_id, connector_id, dock_id, type, status,"
                + " started_at, created) select s.org_id, s.id, d.connector_id, s.dock_id, 'scheduled', 'running', now(), 3"
                + " from s join docks d on d.id = s.dock_id");
    }

    private void queue(long dock) {
        bed.execute("insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)"
                + " select org_id, id, lane_key, 'scheduled', 2, 'available', now(), now() from docks where id = "
                + dock);
    }

    @Test
    void what_was_opened_is_closed_when_its_run_ended_and_not_before() {
        queue(docks.get(0));
        open(docks.get(0), bed.begin(docks.get(0)));
        bed.tick();
        assertThat(database.texts(HISTORY)).containsExactly("scheduled running 0 - f");
        bed.end(docks.get(0), "success", null);
        bed.tick();
        bed.tick();
        assertThat(database.texts(HISTORY)).containsExactly("scheduled success 7 - t");
        assertThat(database.texts("select created from sync_history")).containsExactly("3");
        assertThat(database.texts("select status from import_sessions")).containsExactly("closed");
        assertThat(bed.connections
                        .find(bed.look("gaa").id(), "club-1")
                        .orElseThrow()
                        .lastSync())
                .isEqualTo(bed.clock.instant());
    }

    @Test
    void a_run_that_applied_nothing_has_its_row_too() {
        queue(docks.get(0));
        bed.work(docks.get(0), "failed", "Foireann refused the credentials");
        bed.tick();
        assertThat(database.texts(HISTORY)).containsExactly("scheduled failed 7 Foireann refused the credentials t");
        assertThat(bed.look("gaa").condition().failures()).isEqualTo(1);
        bed.tick();
        assertThat(bed.look("gaa").condition().failures()).as("counted once").isEqualTo(1);
    }

    @Test
    void what_ended_before_a_long_downtime_is_closed_after_it() {
        queue(docks.get(0));
        bed.work(docks.get(0), "success", null);
        bed.tick(Duration.ofDays(30));
        assertThat(database.texts(HISTORY)).containsExactly("scheduled success 7 - t");
    }

    @Test
    void a_session_whose_run_is_gone_is_abandoned() {
        open(docks.get(0), 4_711);
        bed.tick();
        assertThat(database.texts(HISTORY)).containsExactly("scheduled failed 3 its run is not on record any more t");
        assertThat(database.texts("select status from import_sessions")).containsExactly("abandoned");
        assertThat(bed.look("gaa").condition().failures()).isZero();
    }

    @Test
    void a_dock_of_no_connector_has_a_row_only_where_something_was_applied() {
        bed.execute("update docks set connector_id = null where id = " + docks.get(1));
        queue(docks.get(1));
        bed.work(docks.get(1), "success", null);
        bed.tick();
        assertThat(database.texts(HISTORY)).isEmpty();
    }

    @Test
    void runs_that_were_looked_at_are_not_looked_at_again_however_many_there_are() {
        queue(docks.get(0));
        bed.begin(docks.get(0));
        bed.tick();
        assertThat(seen()).as("it may still fail before it applies anything").isZero();
        bed.end(docks.get(0), "success", null);
        bed.tick();
        assertThat(seen()).isEqualTo(1);
        // one that no claim began is found by whoever reads the runs
        bed.execute(
                "insert into sync_events (id, org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,"
                        + " completed_at) select nextval('sync_events_id'), org_id, id, 1, 'foireann', 'full', 'scheduled', 'success',"
                        + " last_sync_attempt, last_sync_attempt from docks where id = " + docks.get(0));
        bed.tick();
        assertThat(database.texts(HISTORY)).hasSize(1);

        queue(docks.get(0));
        bed.work(docks.get(0), "failed", "Foireann is away");
        assertThat(seen()).isZero();
        bed.tick();
        assertThat(seen()).isEqualTo(1);
        assertThat(database.texts(HISTORY)).hasSize(3);
    }

    /** Connections of which there is nothing to look at; the second never ran. */
    private long seen() {
        return bed.number("select count(*) from connected_organizations o join docks d on d.id = o.dock_id"
                + " where d.last_sync_attempt = o.history_seen_at");
    }
}
