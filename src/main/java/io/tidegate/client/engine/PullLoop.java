package io.tidegate.client.engine;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.hook.SyncEvent.PullAfter;
import io.tidegate.client.hook.SyncEvent.PullError;
import io.tidegate.client.hook.SyncEvent.SubscriptionStatus;
import io.tidegate.client.hook.SyncEvent.SubscriptionStatus.State;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncState;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.SyncException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings in what others wrote: takes everything at first, pulls up to the head, then listens. Where the log does not reach
 * back far enough any more, everything is taken anew. One thread takes its turns.
 */
final class PullLoop {
    private static final int PAGE = 500;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final LocalDatabase database;
    private final Supplier<SyncProvider> provider;
    private final InstantSource time;
    private final Delays delays;
    private final Runnable wake;
    private final Incoming incoming;
    private final SnapshotTaker snapshots;
    private final CursorReport report;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private @Nullable Watch watch;
    private SyncProvider.@Nullable Subscription subscription;

    /** @param wake called when there is work for another turn */
    PullLoop(
            LocalDatabase database,
            Supplier<SyncProvider> provider,
            InstantSource time,
            RandomGenerator random,
            Runnable wake) {
        this.database = database;
        this.provider = provider;
        this.time = time;
        this.delays = Delays.ofReconnect(random);
        this.wake = wake;
        this.incoming = new Incoming(database, time);
        this.snapshots = new SnapshotTaker(database, provider, time);
        this.report = new CursorReport(database, provider, time);
    }

    /**
     * Does what is next.
     *
     * @return how long to wait, unless something comes meanwhile
     */
    Duration turn() {
        Instant now = time.instant();
        if (now.isBefore(notBefore)) {
            return Duration.between(now, notBefore);
        }
        SyncState state = database.state();
        try {
            if (!state.bootstrapped() || state.stale()) {
                disconnect();
                snapshots.turn(state);
                failures = 0;
                return Duration.ZERO;
            }
            Watch listening = watch;
            return listening == null ? pull(state) : listen(listening, now);
        } catch (SyncException e) {
            return refused(e, now, state);
        } catch (RuntimeException e) {
            return failed(null, String.valueOf(e.getMessage()), null, now);
        }
    }

    /** Stops listening. */
    void disconnect() {
        SyncProvider.Subscription open = subscription;
        watch = null;
        subscription = null;
        if (open != null) {
            open.close();
            database.hooks().tell(new SubscriptionStatus(database.scope(), State.DISCONNECTED));
        }
    }

    /** Whatever it waits for: the next turn tries at once. */
    void hurry() {
        notBefore = Instant.MIN;
        failures = 0;
    }

    private Duration pull(SyncState state) {
        PullResponse page =
                provider.get().pull(new PullRequest(database.scope(), state.cursor(), PAGE, database.tables()));
        long cursor = incoming.apply(page.changes(), page.nextCursor(), page.oldestRetainedVersion());
        database.hooks().tell(new PullAfter(database.scope(), cursor));
        if (!page.changes().isEmpty()) {
            database.tellStats();
        }
        if (page.hasMore()) {
            return Duration.ZERO;
        }
        database.unit(unit -> {
            Restamping.all(unit);
            return Boolean.TRUE;
        });
        report.tell(cursor);
        listen(cursor);
        return LOOK_AGAIN;
    }

    private void listen(long cursor) {
        Watch fresh = new Watch(time, wake);
        subscription = provider.get().subscribe(database.scope(), cursor, database.tables(), fresh);
        watch = fresh;
        database.hooks().tell(new SubscriptionStatus(database.scope(), State.CONNECTED));
    }

    private Duration listen(Watch listening, Instant now) {
        Watch.Heard heard = listening.take(PAGE);
        long cursor = database.state().cursor();
        if (heard.upTo() > cursor) {
            cursor = incoming.apply(heard.changes(), heard.upTo(), null);
            database.hooks().tell(new PullAfter(database.scope(), cursor));
            database.tellStats();
        }
        if (heard.upTo() > 0) {
            failures = 0;
        }
        if (heard.changes().size() == PAGE) {
            return Duration.ZERO;
        }
        report.tell(cursor);
        if (heard.over()) {
            RuntimeException cause = listening.cause();
            throw cause == null ? new IllegalStateException("the backend ended the subscription") : cause;
        } else if (listening.heard().plus(SILENCE).isBefore(now)) {
            throw new IllegalStateException("the subscription was silent for too long");
        }
        if (database.outboxWaitsForHead()) {
            // what the backend took for too old is written anew after a pull
            disconnect();
            return Duration.ZERO;
        }
        return LOOK_AGAIN;
    }

    private Duration refused(SyncException e, Instant now, SyncState state) {
        boolean whole = !state.bootstrapped() || state.stale();
        if (e.code() == Code.SNAPSHOT_REQUIRED) {
            snapshots.restart();
            if (!whole) {
                disconnect();
                database.unit(unit -> {
                    unit.state().outdated();
                    return Boolean.TRUE;
                });
                return Duration.ZERO;
            }
        }
        return failed(e.code(), String.valueOf(e.getMessage()), e.retryAfter(), now);
    }

    private Duration failed(@Nullable Code code, String error, @Nullable Duration atLeast, Instant now) {
        disconnect();
        failures++;
        Duration delay = delays.after(failures, atLeast);
        notBefore = now.plus(delay);
        if (failures == 1) {
            incoming.failed(error);
        }
        database.hooks().tell(new PullError(database.scope(), code, error));
        return delay;
    }
}
