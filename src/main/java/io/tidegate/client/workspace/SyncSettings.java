package io.tidegate.client.workspace;

import io.tidegate.client.outbox.OutboxLimits;
import java.nio.file.Path;

/**
 * How an application syncs.
 *
 * @param folder of the local files, one a workspace
 * @param enabled whether an engine starts; without one the database works, and what is written waits
 * @param limits of what may wait
 */
public record SyncSettings(Path folder, boolean enabled, OutboxLimits limits) {
    /** The usual ones. */
    public static SyncSettings in(Path folder) {
        return new SyncSettings(folder, true, OutboxLimits.USUAL);
    }
}
