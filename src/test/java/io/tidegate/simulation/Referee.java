package io.tidegate.simulation;

import static io.tidegate.simulation.Ledger.require;

import io.tidegate.protocol.Limits;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at each answer of the backend, and writes the log down before it is forgotten. */
final class Referee {
    private final World world;
    private final Backend backend;
    private final Ledger ledger;
    private final InstantSource time;
    private final Map<String, Seen> devices = new HashMap<>();

    /** Where the backend must know that a device stands, and since when. */
    private record Seen(long version, Instant moved) {}

    Referee(World world, Backend backend, Ledger ledger, InstantSource time) {
        this.world = world;
        this.backend = backend;
        this.ledger = ledger;
        this.time = time;
    }

    /** Writes down what the log has new, and what is gone. */
    void look() {
        for (SyncChange change : backend.after(ledger.head())) {
            world.note("v" + change.serverVersion() + " " + said(change));
            ledger.add(change, time.instant());
        }
        require(
                ledger.head() == backend.head(),
                "the head is " + backend.head() + ", and the log has " + ledger.head());
        if (ledger.forget(backend.floor())) {
            world.count("tombstones gone");
        }
    }

    /** Lets the backend forget: nothing that is young, and nothing that an active device may still ask for. */
    void collect() {
        look();
        long before = backend.floor();
        backend.collect();
        look();
        Instant now = time.instant();
        long due = ledger.oldUpTo(now.minus(Limits.RETENTION));
        require(backend.floor() <= due, "young versions were forgotten, up to " + backend.floor());
        long held = due;
        for (Seen each : devices.values()) {
            if (each.version() >= before && each.moved().isAfter(now.minus(Limits.ABSENCE))) {
                held = Math.min(held, each.version());
            }
        }
        require(backend.floor() == Math.max(before, held), "it forgot up to " + backend.floor() + ", not " + held);
        world.note("floor " + backend.floor());
    }

    PushResult pushed(PushBatch batch, PushResult result) {
        look();
        Seen device = devices.get(batch.deviceId());
        require(
                device == null || device.version() >= backend.floor(),
                "a device's push was taken that stands below the floor: " + device);
        require(result.results().size() == batch.ops().size(), "as many results as ops");
        for (int i = 0; i < batch.ops().size(); i++) {
            judge(batch.ops().get(i), result.results().get(i));
        }
        return result;
    }

    private void judge(PendingOp op, OpResult result) {
        world.note(op.opId() + " " + result.status() + " " + result.errorCode());
        world.count("op " + result.status()
                + (result.status() == OpResult.Status.SUPERSEDED && result.winner() == null ? " by nothing" : ""));
        SyncChange entry = ledger.of(op.opId());
        switch (result.status()) {
            case APPLIED, REPLAYED ->
                require(
                        entry != null
                                && result.serverVersion() != null
                                && ledger.entry(result.serverVersion()).stamp().isOf(op.stamp())
                                && entry.stamp().isOf(op.stamp())
                                && entry.op() == op.op()
                                && entry.pk().equals(op.pk()),
                        "an op was acknowledged that the log does not have: " + op);
            case SUPERSEDED -> {
                SyncChange winner = result.winner();
                boolean old = op.stamp().hlc().time().isBefore(time.instant().minus(Limits.RETENTION));
                require(winner != null || old, "superseded by nothing, and not old: " + op);
                require(
                        winner == null || Ledger.compare(winner.stamp(), op.stamp()) > 0,
                        "superseded by an older one: " + op);
                require(winner == null || said(winner).equals(said(ledger.entry(winner.serverVersion()))), "winner");
            }
            case REJECTED -> require(entry == null, "rejected, and the log has it: " + op);
        }
    }

    PullResponse pulled(String device, PullRequest request, PullResponse response) {
        look();
        require(request.cursor() >= backend.floor(), "a pull below the floor was answered: " + request.cursor());
        Seen seen = devices.get(device);
        if (seen == null || seen.version() < backend.floor()) {
            devices.put(device, new Seen(request.cursor(), time.instant()));
        }
        String project = request.scope().projectId();
        if (project != null) {
            requirePart(project, request, response);
            return response;
        }
        long version = request.cursor();
        for (SyncChange change : response.changes()) {
            version++;
            require(change.serverVersion() == version, "a pull after " + (version - 1) + " told " + change);
            require(said(change).equals(said(ledger.entry(version))), "the log says otherwise at " + version);
        }
        require(response.nextCursor() == version, "the next cursor is " + response.nextCursor() + ", not " + version);
        require(response.hasMore() == version < ledger.head(), "more after " + version);
        return response;
    }

    /** What is of the project, and nothing else. */
    private void requirePart(String project, PullRequest request, PullResponse response) {
        world.count("pull of a project");
        List<Long> told =
                response.changes().stream().map(SyncChange::serverVersion).toList();
        List<Long> due = backend.after(request.cursor(), project).stream()
                .map(SyncChange::serverVersion)
                .limit(told.size())
                .toList();
        require(told.equals(due), "a pull of " + project + " told " + told + ", not " + due);
        for (SyncChange change : response.changes()) {
            require(said(change).equals(said(ledger.entry(change.serverVersion()))), "the log says otherwise");
            require(ledger.mayTell(change, project), "a pull of " + project + " told " + change);
        }
        long next = response.hasMore() ? told.get(told.size() - 1) : ledger.head();
        require(response.nextCursor() == next, "the next cursor is " + response.nextCursor() + ", not " + next);
    }

    /** The backend took note where a device stands. */
    void moved(String device, long version) {
        look();
        Seen seen = devices.get(device);
        require(seen == null || seen.version() <= version, "a cursor went back to " + version);
        if (seen == null || seen.version() < version) {
            devices.put(device, new Seen(version, time.instant()));
        }
    }

    SnapshotPage shown(SnapshotPage page) {
        look();
        Set<String> seen = new HashSet<>();
        for (SyncChange change : page.changes()) {
            require(change.serverVersion() <= page.highWatermark(), "a snapshot showed what is later than it");
            require(said(change).equals(said(ledger.entry(change.serverVersion()))), "a snapshot said otherwise");
            require(seen.add(change.table() + change.pk()), "a snapshot showed a record twice");
        }
        return page;
    }

    /** What the backend holds is what its log folds to. */
    void requireFold() {
        look();
        List<String> rows = backend.rows().stream().map(Referee::said).toList();
        require(rows.equals(ledger.rows()), "the backend holds " + rows + "\nand its log folds to " + ledger.rows());
    }

    private static String said(SyncChange change) {
        return Values.said(change.table(), change.pk(), change.payload(), change.stamp());
    }
}
