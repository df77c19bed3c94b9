package io.tidegate.simulation;

import io.tidegate.client.SyncProvider;
import io.tidegate.protocol.SyncChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One workspace at whatever keeps it. */
interface Backend {
    /** The name of the workspace. */
    String workspace();

    /** The way of a device to it, which loses nothing. */
    SyncProvider line(String deviceId);

    /** The log after a version that is not below the floor. */
    List<SyncChange> after(long version);

    long head();

    /** Up to here the log is gone. */
    long floor();

    /** Forgets what is past its retention. */
    void collect();

    /** The tables that its devices write, in the order in which the ledger has them. */
    default List<String> tables() {
        return Values.TABLES;
    }

    /** The project that a device follows; null: all of the workspace. */
    default @Nullable String project(String deviceId) {
        return null;
    }

    /** The log after a version, as far as it is for who follows the project. */
    default List<SyncChange> after(long version, @Nullable String project) {
        return after(version);
    }

    /** What stands, without tombstones, by table and key. */
    List<SyncChange> rows();
}
