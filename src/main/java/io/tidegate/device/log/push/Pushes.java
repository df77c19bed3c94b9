package io.tidegate.device.log.push;

import io.tidegate.db.DatabaseException;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.db.scope.Scoped;
import io.tidegate.device.log.CounterStore;
import io.tidegate.device.log.CounterStore.Counter;
import io.tidegate.device.log.CursorStore;
import io.tidegate.device.log.push.Ticket.Outcome;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SyncException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Takes pushes: whoever pushes into a workspace waits for its counter before anything is read, so that what is decided is
 * decided on what stands, and no version is seen before a lower one. Pushes that wait meanwhile share a transaction.
 */
public final class Pushes {
    private final OrganizationScope scope;
    private final InstantSource clock;
    private final Map<Long, Lane> lanes = new ConcurrentHashMap<>();

    public Pushes(OrganizationScope scope, InstantSource clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /**
     * Takes a device's ops, in their order; each is applied, replayed, superseded or rejected by itself. Waits for it.
     *
     * @param ops as JSON has them
     * @throws SyncException OVERSIZED for too many, VALIDATION_ERROR for none, SNAPSHOT_REQUIRED when the device missed what
     *     the log no longer has
     */
    public PushResult push(long workspace, String device, List<?> ops) {
        BlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
        CompletableFuture<PushResult> result = push(workspace, device, ops, turns::add);
        // who waits at the queue looks up; the result is there by then
        CompletableFuture<PushResult> told = result.whenComplete((done, failure) -> turns.add(() -> {}));
        boolean interrupted = false;
        while (!result.isDone()) {
            try {
                turns.take().run();
            } catch (InterruptedException e) {
                // a turn that nobody takes would keep all others waiting
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return done(told);
    }

    private static PushResult done(CompletableFuture<PushResult> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * The same without waiting: the result comes when its transaction was committed or failed. Who cancels it before its
     * transaction began has nothing written.
     *
     * @param turns runs the transaction, where this push is the first of those that share it
     */
    public CompletableFuture<PushResult> push(long workspace, String device, List<?> ops, Executor turns) {
        if (ops.size() > Limits.OPS_OF_PUSH) {
            throw new SyncException(
                    Code.OVERSIZED, "a push has at most " + Limits.OPS_OF_PUSH + " ops, not " + ops.size());
        } else if (ops.isEmpty()) {
            throw new SyncException(Code.VALIDATION_ERROR, "ops has at least one op");
        }
        Ticket ticket = new Ticket(device, Arrivals.of(ops, device), turns, new CompletableFuture<>());
        lanes.computeIfAbsent(workspace, each -> new Lane(tickets -> take(workspace, tickets)))
                .add(ticket);
        return ticket.result();
    }

    /** Tells each what became of it, after the commit. */
    private void take(long workspace, List<Ticket> tickets) {
        try {
            taken(workspace, tickets).forEach(Outcome::tell);
        } catch (RuntimeException | Error e) {
            if (tickets.size() == 1 || DatabaseException.isOutage(e)) {
                tickets.forEach(each -> each.fail(e));
            } else {
                // one of them spoils it for the others, and alone it spoils nothing but itself
                tickets.forEach(each -> take(workspace, List.of(each)));
            }
        }
    }

    private List<Outcome> taken(long workspace, List<Ticket> tickets) {
        Optional<List<Outcome>> done = scope.within(workspace, scoped -> taken(scoped, tickets));
        if (done.isEmpty()) {
            scope.within(workspace, scoped -> {
                new CounterStore(scoped.jdbi()).ensure(workspace);
                return workspace;
            });
            done = scope.within(workspace, scoped -> taken(scoped, tickets));
        }
        return done.orElseThrow();
    }

    /** Nothing where the workspace has no counter yet. */
    private Optional<List<Outcome>> taken(Scoped scoped, List<Ticket> tickets) {
        CounterStore counters = new CounterStore(scoped.jdbi());
        return counters.lock(scoped.organization()).map(locked -> {
            Map<String, Long> missed = missed(scoped, tickets, locked);
            List<Ticket> good = tickets.stream()
                    .filter(each -> !missed.containsKey(each.device()))
                    .toList();
            List<PendingOp> ops = good.stream()
                    .flatMap(each -> each.arrivals().ops().stream())
                    .toList();
            Writes writes = new Writes(scoped);
            Instant now = clock.instant();
            Batch batch = writes.batch(ops, locked.head(), now);
            List<OpResult> results = new ArrayList<>();
            for (PendingOp op : ops) {
                results.add(batch.take(op));
            }
            long head = writes.write(batch, now);
            if (head > locked.head()) {
                counters.raise(scoped.organization(), head);
            }
            List<Outcome> outcomes = outcomes(good, head, writes.withWinners(ops, results));
            for (Ticket each : tickets) {
                Long version = missed.get(each.device());
                if (version != null) {
                    outcomes.add(each.refused(missed(version, locked)));
                }
            }
            return outcomes;
        });
    }

    /** Gives each push its own results. */
    private static List<Outcome> outcomes(List<Ticket> tickets, long head, List<OpResult> results) {
        List<Outcome> outcomes = new ArrayList<>();
        int from = 0;
        for (Ticket each : tickets) {
            List<OpResult> own = results.subList(from, from + each.ops());
            outcomes.add(each.done(new PushResult(head, each.arrivals().results(own))));
            from += each.ops();
        }
        return outcomes;
    }

    /** Where the devices stand that wrote without knowing of deletes which nobody remembers. */
    private static Map<String, Long> missed(Scoped scoped, List<Ticket> tickets, Counter counter) {
        return counter.floor() == 0
                ? Map.of()
                : new CursorStore(scoped.jdbi())
                        .below(
                                scoped.organization(),
                                tickets.stream().map(Ticket::device).distinct().toList(),
                                counter.floor());
    }

    private static SyncException missed(long version, Counter counter) {
        return new SyncException(
                Code.SNAPSHOT_REQUIRED,
                "this device stands at " + version + ", and what came after it is retained from " + counter.floor()
                        + " on: take a snapshot, then push again");
    }
}
