package io.tidegate.client.workspace;

import io.tidegate.client.outbox.OutboxLimits;
import java.nio.file.Path;
import java.util.Set;

/**
 * How an application syncs.
 *
 * @param folder of the local files, one a workspace
 * @param enabled whether an engine starts; without one the database works, and what is written waits
 * @param limits of what may wait
 * @param tables that are brought in; empty: all
 */
public record SyncSettings(Path folder, boolean enabled, OutboxLimits limits, Set<String> tables) {
    /** The same for a device that holds only some tables. */
    public SyncSettings only(Set<String> some) {
        return new SyncSettings(folder, enabled, limits, some);
    }

    /** The usual ones. */
    public static SyncSettings in(Path folder) {
        return new SyncSettings(folder, true, OutboxLimits.USUAL, Set.of());
    }
}
