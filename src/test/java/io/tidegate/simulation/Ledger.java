package io.tidegate.simulation;

import io.tidegate.protocol.ChangeStamp;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that a workspace's log ever held, and what it folds to: judged here anew, without the code that is tested. */
final class Ledger {
    private final String workspace;
    private final boolean toldAgain;
    private final List<SyncChange> all = new ArrayList<>();
    private final List<Instant> accepted = new ArrayList<>();
    private final Map<String, SyncChange> byOpId = new HashMap<>();
    private final Map<String, ChangeStamp> highest = new HashMap<>();
    private final TreeMap<String, SyncChange> fold = new TreeMap<>();
    private final Map<String, ChangeStamp> forgotten = new HashMap<>();
    private long floor;

    /** @param toldAgain whether messages may be told again to who sees them for the first time */
    Ledger(String workspace, boolean toldAgain) {
        this.workspace = workspace;
        this.toldAgain = toldAgain;
    }

    /** Takes an entry of the log. */
    void add(SyncChange change, Instant now) {
        String key = key(change.table(), change.pk());
        require(
                change.serverVersion() == all.size() + 1,
                "version " + change.serverVersion() + " comes after " + all.size());
        SyncChange standing = fold.get(key);
        if (toldAgain && standing != null && isAgain(change, standing)) {
            all.add(change);
            accepted.add(now);
            fold.put(key, change);
            return;
        }
        SyncChange same = byOpId.put(change.stamp().opId(), change);
        require(same == null || isNew(change, same), "op " + change.stamp().opId() + " has two versions");
        require(Values.isOf(workspace, change.payload()), "another workspace's row: " + change.payload());
        require(
                standing == null || compare(change.stamp(), standing.stamp()) > 0,
                "a write that is older than what stands got version " + change.serverVersion());
        boolean old = change.stamp().hlc().time().isBefore(now.minus(Limits.RETENTION));
        require(
                standing != null || change.op() == OpKind.DELETE || !old,
                "an old put could bring back what was deleted, at version " + change.serverVersion());
        all.add(change);
        accepted.add(now);
        fold.put(key, change);
        highest.merge(key, change.stamp(), Ledger::later);
    }

    /** Whether nobody can know any more that it came before: it deletes nothing, or meets a row that was made anew. */
    private boolean isNew(SyncChange change, SyncChange before) {
        return before.serverVersion() <= floor
                && (change.op() == OpKind.DELETE || forgot(change.table(), change.pk(), change.stamp()));
    }

    /**
     * The log and the tombstones up to a version are gone.
     *
     * @return whether there were such tombstones
     */
    boolean forget(long upTo) {
        floor = upTo;
        return fold.values().removeIf(each -> {
            boolean gone = each.op() == OpKind.DELETE && each.serverVersion() <= upTo;
            if (gone) {
                forgotten.merge(key(each.table(), each.pk()), each.stamp(), Ledger::later);
            }
            return gone;
        });
    }

    private static boolean isAgain(SyncChange change, SyncChange standing) {
        return change.table().equals("messages")
                && change.op() == OpKind.PUT
                && change.stamp().isOf(standing.stamp())
                && change.payload() != null
                && change.payload().equals(standing.payload());
    }

    /** The version up to which each was accepted before an instant. */
    long oldUpTo(Instant before) {
        int old = 0;
        while (old < accepted.size() && accepted.get(old).isBefore(before)) {
            old++;
        }
        return old;
    }

    long head() {
        return all.size();
    }

    /** The entry of a version. */
    SyncChange entry(long version) {
        require(version >= 1 && version <= all.size(), "there is no version " + version);
        return all.get((int) version - 1);
    }

    @Nullable SyncChange of(String opId) {
        return byOpId.get(opId);
    }

    /** Whether the log ever held this write of the record, or a later one. */
    boolean covers(String table, String pk, ChangeStamp stamp) {
        ChangeStamp high = highest.get(key(table, pk));
        return high != null && compare(high, stamp) >= 0;
    }

    /** Whether there is a row now, or a tombstone that loses to this write. */
    boolean stands(String table, String pk, ChangeStamp below) {
        SyncChange standing = fold.get(key(table, pk));
        return standing != null && (standing.op() == OpKind.PUT || compare(below, standing.stamp()) > 0);
    }

    /** Whether a tombstone went that was of this write of the record, or of a later one. */
    boolean forgot(String table, String pk, ChangeStamp stamp) {
        ChangeStamp high = forgotten.get(key(table, pk));
        return high != null && compare(high, stamp) >= 0;
    }

    /** The rows that stand, by table and key. */
    List<String> rows() {
        return rows(null);
    }

    /** Those of them that who follows the project holds, and no other; null: all. */
    List<String> rows(@Nullable String project) {
        return fold.values().stream()
                .filter(each -> each.op() == OpKind.PUT)
                .filter(each -> project == null || isOf(project, each))
                .map(each -> Values.said(each.table(), each.pk(), each.payload(), each.stamp()))
                .toList();
    }

    private boolean isOf(String project, SyncChange row) {
        return switch (row.table()) {
            case "threads" -> project.equals(value(row, "projectId"));
            case "messages" -> {
                SyncChange thread = fold.get(key("threads", String.valueOf(value(row, "threadId"))));
                yield thread != null && project.equals(value(thread, "projectId"));
            }
            default -> true;
        };
    }

    /** Whether a change is for who follows a project: what it is of was in there at some time. */
    boolean mayTell(SyncChange change, String project) {
        return switch (change.table()) {
            case "threads" -> wasIn(project, change.pk(), change.serverVersion());
            case "messages" ->
                all.subList(0, (int) change.serverVersion()).stream()
                        .filter(each -> each.table().equals("messages")
                                && each.pk().equals(change.pk())
                                && each.op() == OpKind.PUT)
                        .anyMatch(each ->
                                wasIn(project, String.valueOf(value(each, "threadId")), change.serverVersion()));
            default -> true;
        };
    }

    private boolean wasIn(String project, String thread, long upTo) {
        return all.subList(0, (int) upTo).stream()
                .anyMatch(each -> each.table().equals("threads")
                        && each.pk().equals(thread)
                        && project.equals(value(each, "projectId")));
    }

    private static @Nullable Object value(SyncChange change, String name) {
        return change.payload() == null ? null : change.payload().get(name);
    }

    /** The rule by itself: the higher clock, then hlc, then op id; the last two are ASCII here. */
    static int compare(ChangeStamp a, ChangeStamp b) {
        int byClock = Long.compare(a.clock(), b.clock());
        int byHlc = a.hlc().toString().compareTo(b.hlc().toString());
        return byClock != 0 ? byClock : byHlc != 0 ? byHlc : a.opId().compareTo(b.opId());
    }

    private static ChangeStamp later(ChangeStamp a, ChangeStamp b) {
        return compare(a, b) >= 0 ? a : b;
    }

    private static String key(String table, String pk) {
        return table + "/" + pk;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
