package io.tidegate.federation.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** History of records that are edited on both sides is not kept for ever. */
class OldHistoryTest {
    private static final Duration KEPT = Duration.ofDays(400);

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final ConnectorBed bed = new ConnectorBed(database);
    private final long dock = bed.connector("gaa", 1).get(0);
    private final Instant old = bed.clock.instant().minus(KEPT).minusSeconds(1);
    private final Instant young = bed.clock.instant().minus(KEPT).plusSeconds(1);

    @Test
    void what_is_older_than_that_goes_with_all_that_belongs_to_it() {
        for (int i = 0; i < 5; i++) {
            history(old, "closed", 100 + i);
        }
        history(young, "closed", 200);
        history(old, "open", 300);
        run(old, old);
        run(old, null);
        forget();
        assertThat(database.texts("select run from import_sessions order by run"))
                .containsExactly("200", "300");
        assertThat(database.texts(
                        "select run from sync_history h join import_sessions s on s.id = h.session_id order by 1"))
                .containsExactly("200", "300");
        for (String table : List.of("sync_conflicts", "import_errors", "local_changes")) {
            assertThat(database.texts("select (at >= '" + young + "')::text from " + table))
                    .as(table)
                    .containsExactly("true");
        }
        assertThat(database.texts("select (ended_at is null)::text from connector_runs"))
                .containsExactly("true");
        assertThat(database.texts("select count(*) from connector_run_organizations"))
                .containsExactly("1");
    }

    @Test
    void an_upload_is_emptied_when_it_was_read_and_30_days_old() {
        Instant month = bed.clock.instant().minus(Duration.ofDays(30));
        upload("read", month.minusSeconds(10), month.minusSeconds(5));
        upload("unread", month.minusSeconds(10), month.minusSeconds(15));
        upload("never", month.minusSeconds(10), null);
        upload("young", month.plusSeconds(10), month.plusSeconds(15));
        forget();
        assertThat(database.texts("select resource_type from federation_uploads where length(content) > 0 order by 1"))
                .containsExactly("never", "unread", "young");
        assertThat(database.texts("select count(*) from federation_uploads")).containsExactly("4");
    }

    /** Two rows at a time, so that a batch is not all. */
    private void forget() {
        new OldHistory(new OldHistoryStore(database.jdbi(), 2), KEPT, bed.clock).forget();
    }

    private void history(Instant at, String status, long run) {
        bed.execute(String.format("""
                with s as (
                    insert into import_sessions (org_id, dock_id, run, status, opened_at)
                    select org_id, id, %1$s, '%2$s', '%3$s' from docks where id = %4$s returning *
                ), h as (
                    insert into sync_history (org_id, session_id, dock_id, type, status, started_at)
                    select org_id, id, dock_id, 'scheduled', 'success', '%3$s' from s returning *
                ), c as (
                    insert into sync_conflicts (org_id, history_id, kind, local_id, source, field, based, winner, strategy,
                        reason, at)
                    select org_id, id, 'player', 1, 'foireann', 'email', false, 'federation', 'federation_wins', 'r', '%3$s'
                    from h
                ), e as (
                    insert into import_errors (org_id, history_id, resource_id, record, message, at)
                    select org_id, id, 1, 'm', 'is wrong', '%3$s' from h
                )
                insert into local_changes (org_id, kind, local_id, at, origin, actor, field)
                select org_id, 'player', 1, '%3$s', 'person', 'ann', 'email' from h
                """, run, status, at, dock));
    }

    private void run(Instant at, @Nullable Instant end) {
        bed.execute("with r as (insert into connector_runs (connector_id, type, started_at, ended_at, organizations)"
                + " select id, 'manual', '" + at + "', " + (end == null ? "null" : "'" + end + "'")
                + ", 1 from connectors returning id) insert into connector_run_organizations (run_id, dock_id, org_id, place,"
                + " state) select r.id, d.id, d.org_id, 1, 'waiting' from r, docks d");
    }

    private void upload(String type, Instant at, @Nullable Instant read) {
        bed.execute("insert into federation_uploads (dock_id, resource_type, org_id, content, uploaded_at, uploaded_by)"
                + " select id, '" + type + "', org_id, 'x', '" + at + "', 'ann' from docks");
        if (read != null) {
            bed.execute("insert into sync_positions (dock_id, resource_type, completed_at) values (" + dock + ", '"
                    + type + "', '" + read + "')");
        }
    }
}
