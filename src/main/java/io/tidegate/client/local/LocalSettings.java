package io.tidegate.client.local;

import io.tidegate.client.outbox.OutboxLimits;
import io.tidegate.protocol.wire.SyncScope;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which file holds what.
 *
 * @param scope a workspace, or a project of it
 * @param deviceId as the device's token has it
 * @param durable whether a write waits until the disk has it
 * @param tables that are brought in; empty: all. What is written to another one is pushed all the same
 */
public record LocalSettings(
        Path file, SyncScope scope, String deviceId, OutboxLimits limits, boolean durable, Set<String> tables) {
    private static final Pattern WORKSPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern DEVICE = Pattern.compile("[!-~]{1,64}");

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException when the device's id is none
     * @throws io.tidegate.protocol.InvalidOpException when a table is not synced
     */
    public LocalSettings {
        tables = Set.copyOf(tables);
        tables.forEach(Columns::schema);
        if (!DEVICE.matcher(deviceId).matches()) {
            throw new IllegalArgumentException("a device's id has 1 to 64 characters of ASCII without blanks");
        }
    }

    /** The usual ones: {@code tidegate-<workspace>.db} in a folder. */
    public static LocalSettings in(Path folder, SyncScope scope, String deviceId) {
        if (!WORKSPACE.matcher(scope.workspaceId()).matches()) {
            throw new IllegalArgumentException("a workspace's name has letters, digits, '-', '_' and '.'");
        }
        Path file = folder.resolve("tidegate-" + scope.workspaceId() + ".db");
        return new LocalSettings(file, scope, deviceId, OutboxLimits.USUAL, true, Set.of());
    }

    /** The same with other limits of the outbox. */
    public LocalSettings with(OutboxLimits other) {
        return new LocalSettings(file, scope, deviceId, other, durable, tables);
    }

    /** The same for a device that holds only some tables; another choice later takes everything anew. */
    public LocalSettings only(Set<String> some) {
        return new LocalSettings(file, scope, deviceId, limits, durable, some);
    }

    /** The same, faster, where a crash of the machine may lose the last writes: for tests. */
    public LocalSettings hasty() {
        return new LocalSettings(file, scope, deviceId, limits, false, tables);
    }
}
