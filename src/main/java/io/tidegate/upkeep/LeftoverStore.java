package io.tidegate.upkeep;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was left behind and nobody needs any more. */
public final class LeftoverStore {
    private static final String SESSIONS = "delete from sessions where expires_at < :before";

    private static final String FAILURES = "delete from sign_in_failures where last_at < :before";

    private static final String KEYS = "delete from idempotency_keys where created_at < :before";

    /** Only what stands still for long: a dock that is added this moment may be about to use an old one. */
    private static final String LANES = """
            delete from lanes l
            where l.free_at < :before and l.job_id is null
                and not exists (select from docks d where d.lane_key = l.lane_key)
                and not exists (select from sync_queue q
                    where q.lane_key = l.lane_key and q.state in ('available', 'running', 'retryable'))
            """;

    private static final String ERRORS = "delete from sync_errors where resolved_at < :before";

    private static final String ALERTS = "delete from alerts where resolved_at < :before";

    /** Whoever was told of an alert that is still open is to be told of its end. */
    private static final String DELIVERIES = """
            delete from alert_deliveries d
            where d.created_at < :before
                and not exists (select from alerts a where a.id = d.alert_id and a.state = 'open')
            """;

    private static final Duration ERRORS_KEPT = Duration.ofDays(90);

    /** How long it is known which alerts there were, and what was told. */
    private static final Duration ALERTS_KEPT = Duration.ofDays(90);

    private static final Duration DELIVERIES_KEPT = Duration.ofDays(30);

    /** Longer than anybody waits who failed to sign in, or tries a request again. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final Jdbi jdbi;

    public LeftoverStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Deletes sessions that ended, and failed sign-ins, keys of requests and unused lanes that are a day old, and errors and
     * alerts that were over long ago.
     */
    public void delete(Instant now) {
        jdbi.useHandle(handle -> {
            delete(handle, SESSIONS, now);
            delete(handle, FAILURES, now.minus(KEPT));
            delete(handle, KEYS, now.minus(KEPT));
            delete(handle, LANES, now.minus(KEPT));
            delete(handle, ERRORS, now.minus(ERRORS_KEPT));
            delete(handle, ALERTS, now.minus(ALERTS_KEPT));
            delete(handle, DELIVERIES, now.minus(DELIVERIES_KEPT));
        });
    }

    private static void delete(Handle handle, String statement, Instant before) {
        handle.createUpdate(statement).bind("before", before).execute();
    }
}
