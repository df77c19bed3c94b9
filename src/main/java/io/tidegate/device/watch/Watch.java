package io.tidegate.device.watch;

import io.tidegate.device.Device;
import io.tidegate.protocol.wire.SyncScope;
import java.util.Set;

/**
 * What somebody watches.
 *
 * @param token by which their device is known
 * @param cursor the version up to which they know everything
 * @param tables changes of these only; empty: of all
 */
public record Watch(Device device, long token, SyncScope scope, long cursor, Set<String> tables) {
    public Watch {
        tables = Set.copyOf(tables);
    }
}
