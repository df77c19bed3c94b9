package io.tidegate.client.workspace;

import io.tidegate.client.engine.FailedOps;
import io.tidegate.client.engine.SyncEngine;
import io.tidegate.client.local.LocalDatabase;
import io.tidegate.client.local.SyncState;
import io.tidegate.protocol.wire.SyncScope;

/** A workspace that is open on this device. */
public final class Workspace implements AutoCloseable {
    private final LocalDatabase database;
    private final SyncEngine engine;
    private final boolean enabled;

    Workspace(LocalDatabase database, SyncEngine engine, boolean enabled) {
        this.database = database;
        this.engine = engine;
        this.enabled = enabled;
    }

    public SyncScope scope() {
        return database.scope();
    }

    /** What the application reads and writes. */
    public LocalDatabase database() {
        return database;
    }

    /** How far the device got. */
    public SyncState state() {
        return database.state();
    }

    /** What was given up, to be retried or discarded. */
    public FailedOps failed() {
        return engine.failed();
    }

    /** Exchanges changes in threads of its own, unless syncing is switched off. */
    public void start() {
        if (enabled) {
            engine.start();
        }
    }

    /** Exchanges nothing until it is started again. */
    public void stop() {
        engine.stop();
    }

    /** Stops, and closes the file. */
    @Override
    public void close() {
        engine.stop();
        database.close();
    }
}
