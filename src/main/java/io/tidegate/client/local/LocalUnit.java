package io.tidegate.client.local;

import io.tidegate.client.file.SyncFileStore.Session;
import io.tidegate.client.hook.SyncEvent;
import io.tidegate.client.outbox.Outbox;
import io.tidegate.client.outbox.OutboxLimits;
import java.util.ArrayList;
import java.util.List;

/** A transaction with everything in it, for the engine: what is written by it is not captured. */
public final class LocalUnit {
    private final Session session;
    private final RowStore rows;
    private final RowStore stage;
    private final Outbox outbox;
    private final StateStore state;
    private final Stamps stamps;
    private final List<SyncEvent> events = new ArrayList<>();

    LocalUnit(Session session, OutboxLimits limits, Stamps stamps) {
        this.session = session;
        this.rows = RowStore.live(session);
        this.stage = RowStore.stage(session);
        this.outbox = new Outbox(session, limits);
        this.state = new StateStore(session);
        this.stamps = stamps;
    }

    public Session session() {
        return session;
    }

    public RowStore rows() {
        return rows;
    }

    public RowStore stage() {
        return stage;
    }

    public Outbox outbox() {
        return outbox;
    }

    public StateStore state() {
        return state;
    }

    public Stamps stamps() {
        return stamps;
    }

    /** Tells it after the transaction, if that is kept. */
    public void tell(SyncEvent event) {
        events.add(event);
    }

    List<SyncEvent> events() {
        return events;
    }
}
