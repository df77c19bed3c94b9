package io.tidegate.client.local;

import io.tidegate.client.file.Row;
import io.tidegate.client.file.SyncFileStore;
import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.client.hook.Hooks;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.outbox.Outbox;
import io.tidegate.client.outbox.OutboxFullException;
import io.tidegate.client.outbox.OutboxOp;
import io.tidegate.client.outbox.OutboxStore;
import io.tidegate.protocol.Hlc;
import io.tidegate.protocol.wire.SyncScope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The local database of a workspace: read and written whether or not the device is online. Writers wait for each other,
 * readers for nobody.
 */
public final class LocalDatabase implements AutoCloseable {
    private final LocalSettings settings;
    private final SyncFileStore file;
    private final Hooks hooks;
    private final Stamps stamps;
    private final Room room = new Room();

    private LocalDatabase(LocalSettings settings, SyncFileStore file, Hooks hooks, Stamps stamps) {
        this.settings = settings;
        this.file = file;
        this.hooks = hooks;
        this.stamps = stamps;
    }

    /**
     * Opens the file, which is made where there is none. What was on its way when the process ended is pushed again.
     *
     * @param time of the device's clock
     * @param random for ids
     * @throws io.tidegate.client.file.LocalFileException when it cannot be opened, or another process has it open
     * @throws IllegalArgumentException when it holds another workspace
     */
    public static LocalDatabase open(LocalSettings settings, InstantSource time, RandomGenerator random, Hooks hooks) {
        SyncFileStore file = SyncFileStore.open(settings.file(), settings.durable());
        try {
            Stamps stamps = file.write(session -> prepare(session, settings, time, random));
            return new LocalDatabase(settings, file, hooks, stamps);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Stamps prepare(Session session, LocalSettings settings, InstantSource time, RandomGenerator random) {
        new TableStore(session).prepare();
        new OutboxStore(session).prepare();
        StateStore state = new StateStore(session);
        state.prepare();
        state.open(settings, random.nextLong());
        new Outbox(session, settings.limits()).recover();
        return new Stamps(settings.deviceId(), state.node(), state.clock(), time, random);
    }

    /**
     * Does all of it or, when it throws, nothing.
     *
     * @return what the work returns
     * @throws OutboxFullException when too much waits to be pushed
     */
    public <T extends @Nullable Object> T transaction(Function<LocalTransaction, T> work) {
        try {
            return committed(unit -> work.apply(new LocalTransaction(unit)));
        } catch (OutboxFullException e) {
            tellFull(e);
            throw e;
        }
    }

    /**
     * The same, and waits while too much waits to be pushed: the work is done again when there is room. Not for listeners,
     * which would keep the engine from making room.
     *
     * @param longest that it waits in all
     * @return what the work returns
     * @throws OutboxFullException when there was no room for so long
     * @throws InterruptedException when the thread is interrupted while it waits; nothing was written
     */
    public <T extends @Nullable Object> T transaction(Function<LocalTransaction, T> work, Duration longest)
            throws InterruptedException {
        long left = longest.toNanos();
        boolean told = false;
        while (true) {
            long seen = room.changes();
            try {
                return committed(unit -> work.apply(new LocalTransaction(unit)));
            } catch (OutboxFullException e) {
                if (!told) {
                    tellFull(e);
                    told = true;
                }
                left = room.await(seen, left);
                if (left <= 0) {
                    throw e;
                }
            }
        }
    }

    /**
     * Does all of it or, when it throws, nothing.
     *
     * @throws OutboxFullException when too much waits to be pushed
     */
    public void write(Consumer<LocalTransaction> work) {
        transaction(tx -> {
            work.accept(tx);
            return Boolean.TRUE;
        });
    }

    /**
     * The same, and waits as {@link #transaction(Function, Duration)} does.
     *
     * @param longest that it waits in all
     * @throws OutboxFullException when there was no room for so long
     * @throws InterruptedException when the thread is interrupted while it waits; nothing was written
     */
    public void write(Consumer<LocalTransaction> work, Duration longest) throws InterruptedException {
        transaction(
                tx -> {
                    work.accept(tx);
                    return Boolean.TRUE;
                },
                longest);
    }

    /** The row as it was committed last; null where there is none. */
    public @Nullable LocalRow get(String table, String pk) {
        return file.read(session -> RowStore.live(session).find(table, pk));
    }

    /** All rows as they were committed last: messages by index, order key and id, others by key. */
    public List<LocalRow> list(String table) {
        return file.read(session -> RowStore.live(session).list(table, null, null));
    }

    /** The rows whose column, by its name in snake_case, has a value. */
    public List<LocalRow> list(String table, String column, @Nullable Object value) {
        return file.read(session -> RowStore.live(session).list(table, column, value));
    }

    /** What SQLite answers; it changes nothing. Deleted rows have {@code deleted} = 1. */
    public List<Row> query(String sql, @Nullable Object... arguments) {
        return file.read(session -> session.query(sql, arguments));
    }

    /** What waits to be pushed, is on its way, or was given up; in its order. */
    public List<OutboxOp> outbox() {
        return file.read(session -> new OutboxStore(session).all());
    }

    /** How much waits to be pushed. */
    public OutboxStore.Amount waiting() {
        return file.read(session -> new OutboxStore(session).amount());
    }

    /** Whether an op waits until everything up to the head is known. */
    public boolean outboxWaitsForHead() {
        return file.read(session -> new OutboxStore(session).anyToRestamp());
    }

    /** How far the device got. */
    public SyncState state() {
        return file.read(session -> new StateStore(session).read());
    }

    public SyncScope scope() {
        return settings.scope();
    }

    /** The tables that are brought in; empty: all. */
    public Set<String> tables() {
        return settings.tables();
    }

    public String deviceId() {
        return settings.deviceId();
    }

    /** Tells those who listen how it stands. */
    public void tellStats() {
        SyncState state = state();
        OutboxStore.Amount amount = waiting();
        hooks.tell(new SyncEvent.StatsUpdated(amount.ops(), amount.failed(), state.cursor(), state.lastSyncAt()));
    }

    /** Who listens. */
    public Hooks hooks() {
        return hooks;
    }

    /**
     * A transaction of the engine's.
     *
     * @return what the work returns
     */
    public <T extends @Nullable Object> T unit(Function<LocalUnit, T> work) {
        T result = committed(work);
        // only what the engine and its user do takes ops out of the outbox
        room.change();
        return result;
    }

    private <T extends @Nullable Object> T committed(Function<LocalUnit, T> work) {
        Done<T> done = file.write(session -> inSession(session, work));
        done.events().forEach(hooks::tell);
        return done.result();
    }

    private void tellFull(OutboxFullException e) {
        hooks.tell(new SyncEvent.QueueFull(e.pendingCount(), e.maxSize()));
    }

    private <T extends @Nullable Object> Done<T> inSession(Session session, Function<LocalUnit, T> work) {
        Hlc before = stamps.last();
        LocalUnit unit = new LocalUnit(session, settings.limits(), stamps);
        T result = work.apply(unit);
        if (!stamps.last().equals(before)) {
            unit.state().keepClock(stamps.last());
        }
        return new Done<>(result, unit.events());
    }

    @Override
    public void close() {
        file.close();
        room.change();
    }

    private record Done<T extends @Nullable Object>(T result, List<SyncEvent> events) {}
}
