package io.tidegate.simulation;

import io.tidegate.client.SyncProvider;
import io.tidegate.protocol.SyncChange;
import java.util.List;

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

    /** What stands, without tombstones, by table and key. */
    List<SyncChange> rows();
}
