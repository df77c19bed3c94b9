package io.tidegate.federation.connector;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What is old of the history of records that are edited on both sides, taken away in small transactions. */
public final class OldHistoryStore {
    private static final String CHANGES = """
            delete from local_changes where id = any(array(select id from local_changes where at < :before limit :most))
            """;

    private static final String CONFLICTS = """
            delete from sync_conflicts where id = any(array(select id from sync_conflicts where at < :before limit :most))
            """;

    private static final String ERRORS = """
            delete from import_errors where id = any(array(select id from import_errors where at < :before limit :most))
            """;

    /** With their rows of sync_history. A run that is not closed yet stays. */
    private static final String SESSIONS = """
            delete from import_sessions where id = any(array(
                select id from import_sessions where opened_at < :before and status <> 'open' limit :most))
            """;

    /** With their organizations. */
    private static final String RUNS = """
            delete from connector_runs where id = any(array(
                select id from connector_runs where ended_at < :before limit :most))
            """;

    /** What was read is in resources. The row stays: without it an older file in the folder would be read again. */
    private static final String UPLOADS = """
            update federation_uploads u set content = ''
            from (select u.dock_id, u.resource_type from federation_uploads u
                join sync_positions p on p.dock_id = u.dock_id and p.resource_type = u.resource_type
                where u.uploaded_at < :before and p.completed_at > u.uploaded_at and length(u.content) > 0
                limit :most) as read
            where u.dock_id = read.dock_id and u.resource_type = read.resource_type
            """;

    private static final int BATCH = 5_000;

    private final Jdbi jdbi;
    private final int most;

    public OldHistoryStore(Jdbi jdbi) {
        this(jdbi, BATCH);
    }

    /** @param most rows of a transaction */
    OldHistoryStore(Jdbi jdbi, int most) {
        this.jdbi = jdbi;
        this.most = most;
    }

    /** Takes away changes, conflicts, errors, and runs with what is left of them, in this order. */
    void deleteBefore(Instant before) {
        for (String statement : List.of(CHANGES, CONFLICTS, ERRORS, SESSIONS, RUNS)) {
            all(statement, before);
        }
    }

    /** Empties uploads of before that were read. */
    void emptyUploads(Instant before) {
        all(UPLOADS, before);
    }

    private void all(String statement, Instant before) {
        int done;
        do {
            done = jdbi.withHandle(handle -> handle.createUpdate(statement)
                    .bind("before", before)
                    .bind("most", most)
                    .execute());
        } while (done == most);
    }
}
