package io.tidegate.client.engine;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.hook.SyncEvent.OpCaptured;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.protocol.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges changes between a local database and a backend. Either its own threads take the turns, from {@link #start} to
 * {@link #stop}, or whoever wants them in an order of his own calls them.
 */
public final class SyncEngine {
    private final LocalDatabase database;
    private final PushLoop push;
    private final PullLoop pull;
    private final Collector collector;
    private final FailedOps failed;
    private volatile List<LoopThread> threads = List.of();
    private Hooks.@Nullable Registration capture;

    /**
     * @param provider which backend, asked before each call
     * @param random for the delays
     */
    public SyncEngine(
            LocalDatabase database, Supplier<SyncProvider> provider, InstantSource time, RandomGenerator random) {
        this.database = database;
        this.push = new PushLoop(database, provider, time, random, this::wakePull);
        this.pull = new PullLoop(database, provider, time, random, this::wakePull);
        this.collector = new Collector(database, time);
        this.failed = new FailedOps(database);
    }

    /**
     * Pushes a batch of what may go now.
     *
     * @return how long to wait, unless something is written meanwhile; zero where there may be more to do
     */
    public Duration pushTurn() {
        return push.turn();
    }

    /**
     * Brings in a page of what others wrote.
     *
     * @return how long to wait, unless something comes meanwhile; zero where there may be more to do
     */
    public Duration pullTurn() {
        return pull.turn();
    }

    /**
     * Clears up where nothing else is to do.
     *
     * @return how long to wait
     */
    public Duration collectTurn() {
        return collector.turn();
    }

    /** What was given up: it can be retried or discarded. */
    public FailedOps failed() {
        return failed;
    }

    /** Stops listening to the backend; the next pull turn pulls and listens anew. */
    public void disconnect() {
        pull.disconnect();
    }

    /** Starts the threads, and retries what was refused for want of a sign-in. */
    public synchronized void start() {
        if (!threads.isEmpty()) {
            return;
        }
        failed.retryAll(Code.UNAUTHORIZED);
        push.hurry();
        pull.hurry();
        String of = " of " + database.scope().workspaceId();
        LoopThread pushing = new LoopThread("push" + of, push::turn);
        threads = List.of(
                pushing, new LoopThread("pull" + of, pull::turn), new LoopThread("clear-up" + of, collector::turn));
        capture = database.hooks().on(OpCaptured.class, event -> pushing.wake());
        threads.forEach(LoopThread::start);
    }

    /** Stops the threads; what is not pushed waits in the file. */
    public synchronized void stop() {
        if (capture != null) {
            capture.cancel();
            capture = null;
        }
        threads.forEach(LoopThread::stop);
        threads = List.of();
        pull.disconnect();
    }

    private void wakePull() {
        List<LoopThread> running = threads;
        if (running.size() > 1) {
            running.get(1).wake();
        }
    }
}
