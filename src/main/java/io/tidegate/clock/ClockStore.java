package io.tidegate.clock;

import io.tidegate.db.DatabaseException;
import io.tidegate.db.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The database's clock, the table {@code clock_steps}, and what moves when that clock steps. */
public final class ClockStore implements AutoCloseable {
    /** Notified when what waits has moved. */
    private static final String CHANNEL = "tidegate_clock";

    /** What a session begins with that wants to be told. */
    public static final String LISTEN = "listen " + CHANNEL;

    private static final String LOOK =
            "select clock_timestamp() as now, (select coalesce(max(id), 0) from clock_steps) as steps";

    private static final String STEPS = "select coalesce(max(id), 0) from clock_steps";

    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('tidegate clock'))";

    private static final String ON_RECORD = """
            select coalesce(cast(extract(epoch from sum(step)) * 1000000 as bigint), 0)
            from clock_steps where id > :known
            """;

    /** Nobody sees a response in a time that the clock skipped. */
    private static final String HAS_PASSED =
            "select exists (select from budgets where last_seen_at > :from and last_seen_at < :until)";

    /**
     * Docks that go by cron mean the time of day, whatever the clock did before. Permits that are out stay as they are:
     * their requests bring them back by the instant they were granted at.
     */
    private static final String MOVE = """
            with step as (
                select make_interval(secs => cast(:micros as double precision) / 1000000) as by
            ), noted as (
                insert into clock_steps (at, step, node) select :now, by, :node from step
            ), moved_budgets as (
                update budgets set reset_at = reset_at + by, retry_at = retry_at + by,
                    last_seen_at = last_seen_at + by, pace_at = pace_at + by,
                    sent_slice = sent_slice + cast(
                        ceil(extract(epoch from by) * 20 / coalesce(window_seconds, 60)) as bigint)
                from step
            ), moved_lanes as (
                update lanes set free_at = free_at + by from step
            ), moved_jobs as (
                update sync_queue set run_at = run_at + by, lease_until = lease_until + by,
                    progress_at = progress_at + by
                from step where state in ('available', 'running', 'retryable')
            ), moved_docks as (
                update docks set next_sync_at = case when cron is null then next_sync_at + by else next_sync_at end,
                    backoff_until = backoff_until + by, waiting_until = waiting_until + by
                from step
            ), moved_positions as (
                update sync_positions set backoff_until = backoff_until + by from step where backoff_until is not null
            )
            select pg_notify(:channel, '') from step
            """;

    /** What a deviation of the clock turned out to be. */
    enum Deviation {
        /** A step; what waits has been moved. */
        MOVED,
        /** A step that another node noticed before. */
        KNOWN,
        /** Time that passed everywhere but here: this machine slept. */
        SLEPT
    }

    /** A deviation, and how many steps are on record since. */
    record Found(Deviation deviation, long steps) {}

    private final Session session;
    private final String node;

    /** @param session begun with {@link #LISTEN} */
    public ClockStore(Session session, String node) {
        this.session = session;
        this.node = node;
    }

    /** Lets a clock show the database's time, once. */
    public static void set(NodeClock clock, Jdbi jdbi) {
        clock.set(jdbi.withHandle(handle -> look(handle, clock)));
    }

    /** @throws DatabaseException when the database is away */
    Look look(NodeClock clock) {
        return session.ask(handle -> look(handle, clock));
    }

    private static Look look(Handle handle, NodeClock clock) {
        long before = clock.nanos();
        return handle.createQuery(LOOK)
                .map((rs, context) -> new Look(
                        rs.getObject("now", OffsetDateTime.class).toInstant(),
                        before,
                        clock.nanos(),
                        rs.getLong("steps")))
                .one();
    }

    /**
     * Moves all that waits by a step, once among all nodes.
     *
     * @param ahead how far the look was ahead of what this node expected
     * @param known how many steps were on record at this node's look before
     * @param tolerance what is not worth a move
     * @throws DatabaseException when the database is away; nothing has moved
     */
    Found move(Look look, Duration ahead, long known, Duration tolerance) {
        return session.ask(handle -> handle.inTransaction(transaction -> {
            transaction.createQuery(ONE_AT_A_TIME).mapToMap().list();
            Deviation deviation = settle(transaction, look, ahead, known, tolerance);
            long steps = transaction.createQuery(STEPS).mapTo(Long.class).one();
            return new Found(deviation, steps);
        }));
    }

    private Deviation settle(Handle handle, Look look, Duration ahead, long known, Duration tolerance) {
        long noticed = handle.createQuery(ON_RECORD)
                .bind("known", known)
                .mapTo(Long.class)
                .one();
        Duration step = ahead.minus(Duration.of(noticed, ChronoUnit.MICROS));
        if (step.abs().compareTo(tolerance) <= 0) {
            return Deviation.KNOWN;
        }
        Instant expected = look.database().minus(ahead);
        if (hasPassed(handle, expected.plus(tolerance), look.database().minus(ClockWatch.LAG))) {
            return Deviation.SLEPT;
        }
        handle.createQuery(MOVE)
                .bind("micros", TimeUnit.NANOSECONDS.toMicros(step.toNanos()))
                .bind("now", look.database())
                .bind("node", node)
                .bind("channel", CHANNEL)
                .mapToMap()
                .list();
        return Deviation.MOVED;
    }

    private static boolean hasPassed(Handle handle, Instant from, Instant until) {
        return handle.createQuery(HAS_PASSED)
                .bind("from", from)
                .bind("until", until)
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Waits until another node has moved what waits, at most for {@code longest}.
     *
     * @return false when the time passed without that
     * @throws DatabaseException as soon as the database is away
     */
    boolean await(Duration longest) {
        return session.await(longest);
    }

    @Override
    public void close() {
        session.close();
    }
}
