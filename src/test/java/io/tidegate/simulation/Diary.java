package io.tidegate.simulation;

import static io.tidegate.simulation.Ledger.require;

import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What the user of a device wrote, and what became of it as the device told. */
final class Diary {
    private final Ledger ledger;
    private final boolean narrow;
    private final List<PendingOp> written = new ArrayList<>();
    private final Map<Key, ChangeStamp> standing = new HashMap<>();
    private final Map<Key, ChangeStamp> gone = new HashMap<>();

    /** @param narrow whether the device follows one project: what is in the log may be none of its any more */
    Diary(Ledger ledger, boolean narrow) {
        this.ledger = ledger;
        this.narrow = narrow;
    }

    private final Set<String> based = new HashSet<>();
    private @Nullable Hlc newest;

    private record Key(String table, String pk) {}

    /** A write that is to reach everybody. */
    void wrote(PendingOp op) {
        ChangeStamp last = standing.get(new Key(op.table(), op.pk()));
        require(
                last == null || op.stamp().clock() > last.clock() || mayBeGone(new Key(op.table(), op.pk()), last),
                "a write did not raise the clock: " + op + " after " + last);
        require(newest == null || op.stamp().hlc().compareTo(newest) > 0, "a device's hlc went back: " + op);
        newest = op.stamp().hlc();
        written.add(op);
        stands(op.table(), op.pk(), op.stamp());
    }

    /** A write that is to be read here. */
    void stands(String table, String pk, ChangeStamp stamp) {
        standing.put(new Key(table, pk), stamp);
    }

    /** It was written on top of what the backend had. */
    void knewBackendsRow(PendingOp op) {
        based.add(op.opId());
    }

    /** What was deleted, and forgotten so long ago, is not brought back by what was written on top of it before. */
    void checkAfterRescan(PendingOp op, Instant now) {
        boolean old = op.stamp().hlc().time().isBefore(now.minus(Limits.RETENTION));
        require(
                op.op() == OpKind.DELETE
                        || !old
                        || !based.contains(op.opId())
                        // made anew by somebody meanwhile, or deleted with a lower clock: the higher one wins
                        || ledger.stands(op.table(), op.pk(), op.stamp())
                        || !ledger.forgot(op.table(), op.pk(), op.stamp()),
                "an old write would bring back what was deleted: " + op);
    }

    /** The device told that it gave up a write, and all before it. */
    void gone(SyncChange local) {
        gone(new Key(local.table(), local.pk()), local.stamp());
    }

    /** The user gave up a write, and all before it that did not arrive. */
    void gone(PendingOp op) {
        gone(new Key(op.table(), op.pk()), op.stamp());
    }

    private void gone(Key key, ChangeStamp stamp) {
        standing.remove(key);
        gone.merge(key, stamp, (a, b) -> Ledger.compare(a, b) >= 0 ? a : b);
    }

    /** What was written stands, or something later. */
    void check(String who, BiFunction<String, String, @Nullable ChangeStamp> stamps) {
        standing.entrySet().removeIf(each -> {
            Key key = each.getKey();
            ChangeStamp stamp = stamps.apply(key.table(), key.pk());
            boolean held = stamp != null && Ledger.compare(stamp, each.getValue()) >= 0;
            require(
                    held || mayBeGone(key, each.getValue()),
                    who + " wrote " + key + " " + each.getValue() + ", and reads " + stamp);
            return !held;
        });
    }

    private boolean mayBeGone(Key key, ChangeStamp stamp) {
        return ledger.forgot(key.table(), key.pk(), stamp) || (narrow && ledger.covers(key.table(), key.pk(), stamp));
    }

    /** Each write is in the log, or a later one of its record is, or the user knows that it was given up. */
    void requireNothingLost() {
        for (PendingOp op : written) {
            ChangeStamp given = gone.get(new Key(op.table(), op.pk()));
            boolean known = given != null && Ledger.compare(given, op.stamp()) >= 0;
            require(known || ledger.covers(op.table(), op.pk(), op.stamp()), "lost: " + op);
        }
    }
}
