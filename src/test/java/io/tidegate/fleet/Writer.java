package io.tidegate.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.client.file.Row;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.LocalTransaction;
import io.tidegate.client.outbox.OutboxFullException;
import io.tidegate.protocol.PendingOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What an application does on a device: it writes, by chance of a seed, and reads what it wrote. */
final class Writer {
    /** So few records that devices meet at each of them. */
    private static final int SHARED = 5;

    private static final List<String> TABLES = List.copyOf(new TreeSet<>(Rows.TABLES.keySet()));

    private static final int MOST_AT_ONCE = 3;
    private static final int OF_A_HUNDRED_DELETE = 18;

    private final LocalDatabase database;
    private final Evidence evidence;
    private final String mark;
    private final Random chance;
    private final List<PendingOp> captured = new ArrayList<>();
    private volatile @Nullable Thread writing;
    private volatile boolean resting;

    /** @param mark in each row: of which workspace and device it is */
    Writer(LocalDatabase database, Evidence evidence, String mark, long seed) {
        this.database = database;
        this.evidence = evidence;
        this.mark = mark;
        this.chance = new Random(seed);
        database.hooks().on(SyncEvent.OpCaptured.class, event -> {
            // in the thread that wrote; the engine's own threads write anew what it once took over
            if (Thread.currentThread().equals(writing)) {
                captured.add(event.op());
            }
        });
    }

    /** Writes so many times, a few records at once; returns how many ops that were. */
    int write(int times, long pauseMillis) {
        writing = Thread.currentThread();
        resting = false;
        int ops = 0;
        for (int i = 0; i < times && !resting; i++) {
            ops += once();
            // each as an application would, not as fast as it can
            LockSupport.parkNanos(pauseMillis * 1_000_000);
        }
        return ops;
    }

    /** Ends what is under way of it. */
    void rest() {
        resting = true;
    }

    private int once() {
        captured.clear();
        try {
            database.write(tx -> {
                for (int i = chance.nextInt(MOST_AT_ONCE); i >= 0; i--) {
                    one(tx);
                }
            });
        } catch (OutboxFullException e) {
            // nothing of it was kept, and an application would ask its user to wait
            return 0;
        }
        List<Evidence.Line> lines = captured.stream()
                .map(op -> Evidence.Line.of(Evidence.Kind.CAPTURED, op, op.op().word(), 0))
                .toList();
        evidence.keep(lines);
        readAgain(lines);
        return lines.size();
    }

    /** Nobody who wrote reads something older, whether at once or after a crash. */
    void readAgain(List<Evidence.Line> lines) {
        Map<String, Evidence.Line> latest = new HashMap<>();
        lines.stream()
                .filter(line -> line.kind() == Evidence.Kind.CAPTURED)
                .forEach(line ->
                        latest.merge(line.record(), line, (a, b) -> a.stamp().compareTo(b.stamp()) >= 0 ? a : b));
        List<Evidence.Line> unread = latest.values().stream()
                .filter(line -> {
                    Stamp stands = stands(line.record());
                    return stands == null || stands.compareTo(line.stamp()) < 0;
                })
                .map(line -> new Evidence.Line(Evidence.Kind.UNREAD, line.record(), line.said(), line.stamp(), 0))
                .toList();
        if (!unread.isEmpty()) {
            evidence.keep(unread);
        }
    }

    private @Nullable Stamp stands(String record) {
        String table = record.substring(0, record.indexOf('/'));
        String pk = record.substring(table.length() + 1);
        String key = Rows.key(table);
        Stamp highest = null;
        for (Row row : database.query(
                "select clock, hlc, op_id from " + table + " where " + key + " = ? union all"
                        + " select clock, hlc, op_id from tombstones where table_name = ? and pk = ?",
                pk,
                table,
                pk)) {
            Stamp stamp = new Stamp(row.number("clock"), row.text("hlc"), row.text("op_id"));
            highest = highest == null || stamp.compareTo(highest) > 0 ? stamp : highest;
        }
        return highest;
    }

    private void one(LocalTransaction tx) {
        String table = TABLES.get(chance.nextInt(TABLES.size()));
        String pk = table + "-" + chance.nextInt(SHARED);
        boolean own = table.equals("messages") && chance.nextBoolean();
        if (own) {
            // of threads most is new
            pk = "m-" + Long.toHexString(chance.nextLong());
        }
        if (chance.nextInt(100) < OF_A_HUNDRED_DELETE) {
            tx.delete(table, pk);
        } else {
            tx.put(table, pk, payload(table, mark + ":" + Long.toHexString(chance.nextLong())));
        }
    }

    private Map<String, Object> payload(String table, String text) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("text", text);
        return switch (table) {
            case "kv" -> Map.of("value", Map.of("text", text));
            case "posts" -> Map.of("title", text, "content", "é \uD83D\uDE00 " + data, "postType", "note");
            case "threads" -> Map.of("title", text, "status", "open", "pinned", chance.nextBoolean());
            case "projects" -> Map.of("name", text, "description", "of " + mark, "data", Map.of("text", text));
            case "file_meta" ->
                chance.nextBoolean()
                        ? Map.of("name", text)
                        : Map.of("name", text, "mimeType", "image/png", "kind", "image", "sizeBytes", 9L, "width", 7L);
            default ->
                Map.of(
                        "threadId",
                        "threads-" + chance.nextInt(SHARED),
                        "role",
                        "user",
                        "index",
                        (long) chance.nextInt(9),
                        "data",
                        Map.of("text", text));
        };
    }
}
