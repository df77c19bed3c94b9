package io.tidegate.device.log.push;

import io.tidegate.db.scope.Scoped;
import io.tidegate.device.log.LogStore;
import io.tidegate.device.log.RecordKey;
import io.tidegate.device.log.RowStore;
import io.tidegate.device.log.Standing;
import io.tidegate.device.log.TombstoneStore;
import io.tidegate.device.log.push.Batch.Before;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.OpResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a push reads and writes while it holds its workspace's counter. */
final class Writes {
    private final long workspace;
    private final LogStore log;
    private final RowStore rows;
    private final TombstoneStore tombstones;

    /** @param scoped the transaction that holds the counter */
    Writes(Scoped scoped) {
        workspace = scoped.organization();
        log = new LogStore(scoped.jdbi());
        rows = new RowStore(scoped.jdbi());
        tombstones = new TombstoneStore(scoped.jdbi());
    }

    /** Reads what the ops meet. */
    Batch batch(List<PendingOp> ops, long head, Instant now) {
        if (ops.isEmpty()) {
            return new Batch(head, now, new Before(Map.of(), Map.of(), Map.of()), this::stored);
        }
        Map<String, SyncChange> known =
                log.byOp(workspace, ops.stream().map(PendingOp::opId).toList());
        Set<RecordKey> keys = new HashSet<>();
        ops.forEach(op -> keys.add(new RecordKey(op.table(), op.pk())));
        Map<RecordKey, Standing> standing = new HashMap<>();
        byTable(keys).forEach((table, pks) -> standing.putAll(rows.standing(workspace, table, pks)));
        keys.removeAll(standing.keySet());
        if (!keys.isEmpty()) {
            standing.putAll(tombstones.standing(workspace, keys));
        }
        return new Batch(head, now, new Before(known, standing, projects(ops, standing)), this::stored);
    }

    /** In which projects the threads are which ops and records name. */
    private Map<String, String> projects(List<PendingOp> ops, Map<RecordKey, Standing> standing) {
        Set<String> threads = new TreeSet<>();
        for (PendingOp op : ops) {
            if (op.table().equals("threads")) {
                threads.add(op.pk());
            } else if (op.table().equals("messages") && op.payload() != null) {
                threads.add((String) op.payload().getOrDefault("threadId", ""));
            }
        }
        standing.forEach((key, stands) -> {
            if (key.table().equals("messages") && stands.parent() != null) {
                threads.add(stands.parent());
            }
        });
        return threads.isEmpty() ? Map.of() : rows.projects(workspace, threads);
    }

    /** Makes log, rows and tombstones what was decided; returns the log's last version. */
    long write(Batch batch, Instant now) {
        if (batch.entries().isEmpty()) {
            return batch.head();
        }
        log.append(workspace, batch.entries(), now);
        Map<String, List<Long>> puts = new LinkedHashMap<>();
        Map<String, List<Long>> deletes = new LinkedHashMap<>();
        batch.last()
                .values()
                .forEach(change -> (change.op() == OpKind.PUT ? puts : deletes)
                        .computeIfAbsent(change.table(), table -> new ArrayList<>())
                        .add(change.serverVersion()));
        puts.forEach((table, versions) -> rows.follow(workspace, table, false, versions));
        deletes.forEach((table, versions) -> rows.follow(workspace, table, true, versions));
        if (!deletes.isEmpty()) {
            tombstones.keep(workspace, all(deletes));
        }
        if (!batch.back().isEmpty()) {
            tombstones.drop(workspace, batch.back());
        }
        int again = batch.moved().isEmpty() ? 0 : rows.tellAgain(workspace, batch.moved(), batch.head(), now);
        return batch.head() + again;
    }

    private static List<Long> all(Map<String, List<Long>> versions) {
        return versions.values().stream().flatMap(Collection::stream).toList();
    }

    /** Says of each superseded op what stands instead, after all that was written. */
    List<OpResult> withWinners(List<PendingOp> ops, List<OpResult> results) {
        Set<RecordKey> lost = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).status() == OpResult.Status.SUPERSEDED) {
                lost.add(new RecordKey(ops.get(i).table(), ops.get(i).pk()));
            }
        }
        Map<RecordKey, SyncChange> winners = lost.isEmpty() ? Map.of() : stored(lost);
        List<OpResult> complete = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            OpResult result = results.get(i);
            RecordKey key = new RecordKey(ops.get(i).table(), ops.get(i).pk());
            complete.add(
                    result.status() == OpResult.Status.SUPERSEDED
                            ? OpResult.superseded(result.opId(), winners.get(key))
                            : result);
        }
        return complete;
    }

    private @Nullable SyncChange stored(RecordKey key) {
        return stored(Set.of(key)).get(key);
    }

    /** Records as they stand: live rows, or their tombstones. */
    private Map<RecordKey, SyncChange> stored(Set<RecordKey> keys) {
        Map<RecordKey, SyncChange> stored = new HashMap<>(tombstones.find(workspace, keys));
        byTable(keys)
                .forEach((table, pks) -> rows.changes(workspace, table, pks)
                        .forEach(change -> stored.put(new RecordKey(table, change.pk()), change)));
        return stored;
    }

    private static Map<String, List<String>> byTable(Set<RecordKey> keys) {
        Map<String, List<String>> byTable = new LinkedHashMap<>();
        keys.forEach(key ->
                byTable.computeIfAbsent(key.table(), table -> new ArrayList<>()).add(key.pk()));
        return byTable;
    }
}
