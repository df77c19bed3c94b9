package io.tidegate.cluster;

import io.tidegate.db.DatabaseException;
import io.tidegate.db.Session;
import java.time.Duration;

/**
 * A lock that at most one process over a database holds. It lasts as long as the session that took it: when its holder
 * dies, the database itself gives it back. For one thread; any thread may close it.
 */
final class LockStore implements AutoCloseable {
    private static final String TRY = "select pg_try_advisory_lock(hashtextextended(:name, 0))";

    private static final String ALIVE = "select true";

    private final Session session;
    private final String name;

    LockStore(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /**
     * Takes the lock unless another holds it. Who holds it must not take it again.
     *
     * @throws DatabaseException when the database is away; the next call tries a new session
     */
    boolean tryTake() {
        return session.ask(handle ->
                handle.createQuery(TRY).bind("name", name).mapTo(Boolean.class).one());
    }

    /**
     * Returns after that time, the lock still held.
     *
     * @throws DatabaseException as soon as the session broke, and with it the lock
     */
    void hold(Duration time) {
        session.await(time);
        session.ask(handle -> handle.createQuery(ALIVE).mapTo(Boolean.class).one());
    }

    /** Gives the lock back if it is held. */
    @Override
    public void close() {
        session.close();
    }
}
