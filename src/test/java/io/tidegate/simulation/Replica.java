package io.tidegate.simulation;

import static io.tidegate.simulation.Ledger.require;

import io.tidegate.client.engine.SyncEngine;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.hook.SyncEvent.ConflictDetected;
import io.tidegate.client.hook.SyncEvent.OpCaptured;
import io.tidegate.client.hook.SyncEvent.RescanCompleted;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.LocalRow;
import io.tidegate.client.local.LocalSettings;
import io.tidegate.client.local.LocalTransaction;
import io.tidegate.client.local.RecordState;
import io.tidegate.client.outbox.OutboxFullException;
import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.protocol.PendingOp;
import io.tidegate.protocol.wire.SyncScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A device of the play: its file, its engine, its clock, and what its user wrote. */
final class Replica {
    private final World world;
    private final String id;
    private final LocalSettings settings;
    private final FaultyLine line;
    private final DeviceClock clock;
    private final Diary diary;
    private LocalDatabase database;
    private SyncEngine engine;
    private long life;
    private long cursor;
    private boolean pushing;
    private boolean pulling;

    Replica(World world, Path folder, SyncScope scope, String id, FaultyLine line, Diary diary) {
        this.world = world;
        this.id = id;
        OutboxLimits limits = world.chance(10) ? new OutboxLimits(4, 100_000) : OutboxLimits.USUAL;
        this.settings = LocalSettings.in(folder, scope, id).with(limits).hasty();
        this.line = line;
        this.diary = diary;
        this.clock = new DeviceClock(world);
        open();
    }

    private void open() {
        Hooks hooks = new Hooks();
        hooks.onAll(this::told);
        clock.crashAfter(0);
        pushing = false;
        pulling = false;
        database = LocalDatabase.open(settings, clock, world.another(), hooks);
        engine = new SyncEngine(database, () -> line, clock, world.another());
    }

    private void told(SyncEvent event) {
        world.note(id + " " + event);
        world.count(event.getClass().getSimpleName());
        if (event instanceof OpCaptured captured) {
            diary.wrote(captured.op());
            database.outbox().stream()
                    .filter(op -> op.base() != null
                            && op.op().opId().equals(captured.op().opId()))
                    .forEach(op -> diary.knewBackendsRow(op.op()));
        } else if (event instanceof RescanCompleted) {
            database.outbox().forEach(op -> diary.checkAfterRescan(op.op(), clock.instant()));
        } else if (event instanceof ConflictDetected conflict && conflict.winner() == null) {
            world.count("op given up as gone");
            diary.gone(conflict.local());
        }
    }

    /** The one that it follows; null: it has all. */
    @Nullable String project() {
        return settings.scope().projectId();
    }

    FaultyLine line() {
        return line;
    }

    DeviceClock clock() {
        return clock;
    }

    /** Does something, and survives it when the process ends meanwhile. */
    void act(String what, Consumer<Replica> action) {
        long mine = life;
        world.note(id + " " + what);
        try {
            action.accept(this);
        } catch (Crash e) {
            if (mine == life) {
                crash();
            }
        }
    }

    /** The process ends, and nothing of it closes its file. */
    void crash() {
        world.note(id + " crashes");
        world.count("crash");
        life++;
        line.cut();
        FileImage image = FileImage.of(settings.file());
        database.close();
        image.restore();
        open();
        check();
    }

    /** The application ends in peace and begins anew. */
    void restart() {
        life++;
        engine.disconnect();
        line.cut();
        database.close();
        open();
    }

    void put(String table, String pk, Map<String, @Nullable Object> payload) {
        LocalRow before = database.get(table, pk);
        LocalRow row = write(tx -> tx.put(table, pk, payload));
        if (row != null) {
            require(
                    before == null
                            || (row.stamp().clock() == before.stamp().clock() + 1
                                    && row.stamp()
                                                    .hlc()
                                                    .compareTo(before.stamp().hlc())
                                            > 0),
                    id + " wrote no later stamp: " + row + " over " + before);
            diary.stands(table, pk, row.stamp());
            LocalRow read = database.get(table, pk);
            require(
                    row.text("createdAt") != null && row.text("updatedAt") != null,
                    id + " wrote without times: " + row);
            require(read != null && read.equals(row), id + " does not read what it wrote: " + read + ", not " + row);
            payload.forEach((name, value) -> require(
                    name.equals("pending") || Objects.equals(row.payload().get(name), value), id + " wrote " + name));
        }
    }

    void delete(String table, String pk) {
        if (write(tx -> tx.delete(table, pk)) != null) {
            require(database.get(table, pk) == null, id + " reads what it deleted");
        }
    }

    /** Several writes at once, or none of them. */
    void putAll(List<String> keys, Supplier<Map<String, @Nullable Object>> payloads, boolean undone) {
        List<LocalRow> before = database.list("kv");
        try {
            write(tx -> {
                keys.forEach(key -> tx.put("kv", key, payloads.get()));
                if (undone) {
                    world.count("rolled back");
                    throw new IllegalStateException("the application changed its mind");
                }
                return true;
            });
        } catch (IllegalStateException e) {
            require(undone && database.list("kv").equals(before), id + " has a part of what it took back");
        }
    }

    private <T> @Nullable T write(Function<LocalTransaction, T> work) {
        int waiting = database.outbox().size();
        try {
            return database.transaction(work);
        } catch (OutboxFullException e) {
            require(
                    waiting > settings.limits().ops() - Values.keys().size(),
                    id + " refused a write with " + waiting + " ops waiting");
            require(database.outbox().size() == waiting, id + " refused a write and kept a part of it");
            return null;
        }
    }

    Duration push() {
        if (pushing) {
            return Duration.ofSeconds(1);
        }
        pushing = true;
        long mine = life;
        try {
            return engine.pushTurn();
        } finally {
            pushing = mine != life && pushing;
        }
    }

    Duration pull() {
        if (pulling) {
            return Duration.ofSeconds(1);
        }
        pulling = true;
        long mine = life;
        try {
            return engine.pullTurn();
        } finally {
            pulling = mine != life && pulling;
        }
    }

    void tidy() {
        int gone = new Tidying(database, clock.look()).check(id, engine::collectTurn);
        if (gone > 0) {
            world.count("device forgot tombstones");
        }
    }

    /** The user ends what is still being written. */
    void sendPending() {
        database.list("messages").stream().filter(LocalRow::pending).forEach(row -> {
            Map<String, @Nullable Object> payload = new LinkedHashMap<>(row.payload());
            payload.remove("updatedAt");
            put(row.table(), row.pk(), payload);
        });
    }

    void retryFailed() {
        engine.failed().list().forEach(op -> engine.failed().retry(op.op().opId()));
    }

    void discardOne() {
        List<OutboxOp> ops = database.outbox();
        if (!ops.isEmpty()) {
            PendingOp op = ops.get(world.below(ops.size())).op();
            if (engine.failed().discard(op.opId())) {
                diary.gone(op);
            }
        }
    }

    /** What the user wrote stands, or something later; the cursor goes forth only. */
    void check() {
        database.unit(unit -> {
            diary.check(id, (table, pk) -> {
                RecordState state = unit.rows().state(table, pk);
                return state == null ? null : state.stamp();
            });
            return true;
        });
        long now = database.state().cursor();
        require(now >= cursor, id + " went back from " + cursor + " to " + now);
        cursor = now;
    }

    /** Whether it waits for nothing. */
    boolean isSettled(long head) {
        var state = database.state();
        return state.bootstrapped()
                && !state.stale()
                && state.cursor() == head
                && database.outbox().isEmpty()
                && database.list("messages").stream().noneMatch(LocalRow::pending);
    }

    String standing() {
        return id + " " + database.state() + " " + database.outbox();
    }

    /** The rows that stand, by table and key. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("kv", "messages", "posts", "threads")) {
            database.list(table).stream()
                    .filter(row -> !row.pending())
                    .map(row -> Values.said(table, row.pk(), row.payload(), row.stamp()))
                    .sorted()
                    .forEach(rows::add);
        }
        return rows;
    }

    void close() {
        database.close();
    }
}
