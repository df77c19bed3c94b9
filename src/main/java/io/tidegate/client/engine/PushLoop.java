package io.tidegate.client.engine;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.hook.SyncEvent.ErrorRaised;
import io.tidegate.client.hook.SyncEvent.PushAfter;
import io.tidegate.client.hook.SyncEvent.PushBefore;
import io.tidegate.client.hook.SyncEvent.RetryScheduled;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncRun;
import io.tidegate.client.local.SyncState;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SyncException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Pushes the outbox, a batch a turn. One thread takes its turns. */
final class PushLoop {
    private static final int MOST_OPS = 50;
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration SIGNED_OUT = Duration.ofSeconds(30);

    private final LocalDatabase database;
    private final Supplier<SyncProvider> provider;
    private final InstantSource time;
    private final Delays delays;
    private final Runnable wakePull;
    private int most = MOST_OPS;
    private int outages;
    private boolean unsettled;
    private Instant notBefore = Instant.MIN;

    /** @param wakePull called where a pull is needed before the next push */
    PushLoop(
            LocalDatabase database,
            Supplier<SyncProvider> provider,
            InstantSource time,
            RandomGenerator random,
            Runnable wakePull) {
        this.database = database;
        this.provider = provider;
        this.time = time;
        this.delays = Delays.ofPush(random);
        this.wakePull = wakePull;
    }

    /**
     * Pushes what may go now.
     *
     * @return how long to wait, unless something is written meanwhile
     */
    Duration turn() {
        Instant now = time.instant();
        SyncState state = database.state();
        if (!state.bootstrapped() || state.stale() || database.waiting().ops() == 0) {
            return IDLE;
        } else if (now.isBefore(notBefore)) {
            return Duration.between(now, notBefore);
        }
        List<OutboxOp> batch = database.unit(unit -> {
            if (unsettled) {
                // the file could not be written when they were to be settled
                unit.outbox().recover();
            }
            return unit.outbox().depart(now, most, MOST_BYTES);
        });
        if (batch.isEmpty()) {
            return untilNext(now);
        }
        database.hooks().tell(new PushBefore(database.scope(), batch.size()));
        unsettled = true;
        push(batch, now);
        unsettled = false;
        database.tellStats();
        if (database.outboxWaitsForHead() || database.state().stale()) {
            wakePull.run();
        }
        return now.isBefore(notBefore) ? Duration.between(now, notBefore) : Duration.ZERO;
    }

    /** What kept it from pushing is over. */
    void hurry() {
        notBefore = Instant.MIN;
        outages = 0;
    }

    private void push(List<OutboxOp> batch, Instant now) {
        PushResult result;
        try {
            result = provider.get()
                    .push(new PushBatch(
                            database.scope(),
                            database.deviceId(),
                            batch.stream().map(OutboxOp::op).toList()));
        } catch (SyncException e) {
            refused(batch, now, e);
            return;
        } catch (UncheckedIOException e) {
            outage(batch, now, "the backend was not reached: " + e.getMessage(), null);
            return;
        } catch (RuntimeException e) {
            String error = "the push failed: " + e;
            settle(now, error, settlement -> batch.forEach(op -> settlement.again(op, null, error)));
            return;
        }
        Map<String, OpResult> results = new HashMap<>();
        result.results().forEach(each -> results.put(each.opId(), each));
        outages = 0;
        most = Math.min(MOST_OPS, most * 2);
        settle(now, null, settlement -> batch.forEach(op -> settlement.settle(op, results.get(op.opId()))));
    }

    private void refused(List<OutboxOp> batch, Instant now, SyncException e) {
        String error = String.valueOf(e.getMessage());
        switch (e.code()) {
            case SNAPSHOT_REQUIRED ->
                settle(now, error, settlement -> {
                    batch.forEach(settlement::release);
                    settlement.outdated();
                });
            case RATE_LIMITED, SERVER_ERROR, NOT_FOUND -> outage(batch, now, error, e.retryAfter());
            case UNAUTHORIZED -> {
                notBefore = now.plus(SIGNED_OUT);
                settle(now, error, settlement -> batch.forEach(op -> settlement.giveUp(op, Code.UNAUTHORIZED, error)));
            }
            case VALIDATION_ERROR, OVERSIZED, CONFLICT -> {
                boolean alone = batch.size() == 1;
                most = Math.max(1, batch.size() / 2);
                settle(
                        now,
                        error,
                        settlement -> batch.forEach(op -> {
                            if (alone) {
                                settlement.giveUp(op, e.code(), error);
                            } else {
                                // one of them is at fault, and smaller batches will show which
                                settlement.release(op);
                            }
                        }));
            }
        }
    }

    private void outage(List<OutboxOp> batch, Instant now, String error, @Nullable Duration atLeast) {
        outages++;
        Duration delay = delays.after(outages, atLeast);
        notBefore = now.plus(delay);
        settle(now, error, settlement -> batch.forEach(settlement::release));
        database.hooks().tell(new RetryScheduled(batch.size(), 0, delay));
        if (outages == 1) {
            database.hooks().tell(new ErrorRaised(null, null, error));
        }
    }

    private void settle(Instant now, @Nullable String error, Consumer<Settlement> how) {
        Instant answered = time.instant();
        Settlement done = database.unit(unit -> {
            ConflictResolver resolver = new ConflictResolver(unit, database.scope());
            Settlement settlement = new Settlement(unit, resolver, answered, attempts -> delays.after(attempts, null));
            how.accept(settlement);
            if (error == null) {
                unit.state().heard(answered);
            }
            SyncRun.Counts counts =
                    new SyncRun.Counts(settlement.settled(), 0, resolver.conflicts(), settlement.failed());
            unit.state().add(new SyncRun(now, answered, counts, error));
            return settlement;
        });
        if (done.mostAttempts() > 0) {
            database.hooks()
                    .tell(new RetryScheduled(
                            done.failed(), done.mostAttempts(), delays.after(done.mostAttempts(), null)));
        }
        database.hooks().tell(new PushAfter(database.scope(), done.settled(), done.failed()));
    }

    private Duration untilNext(Instant now) {
        Instant next = database.unit(unit -> unit.outbox().store().nextDue());
        if (next == null || next.isAfter(now.plus(IDLE))) {
            return IDLE;
        }
        return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
    }
}
