package io.tidegate.api.device;

import io.tidegate.device.roster.ListedDevice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device.
 *
 * @param role viewer reads, editor and owner write too
 * @param member whose it is
 * @param shown its token's first characters, to know it again
 * @param cursor the version up to which it knows everything; null when it never asked
 * @param lag versions it does not know yet; null when it never asked
 * @param needsSnapshot whether it is so far behind that it has to begin anew
 */
public record DeviceView(
        String id,
        String name,
        String role,
        long member,
        String email,
        String shown,
        Instant tokenAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastSeenAt,
        @Nullable Long cursor,
        @Nullable Long lag,
        boolean needsSnapshot) {
    static DeviceView of(ListedDevice device) {
        ListedDevice.Known known = device.known();
        ListedDevice.Progress progress = device.progress();
        return new DeviceView(
                device.id(),
                device.name(),
                device.role(),
                device.owner().person(),
                device.owner().email(),
                known.shown(),
                known.tokenAt(),
                known.expiresAt(),
                known.lastSeenAt(),
                progress == null ? null : (Long) progress.cursor(),
                progress == null ? null : (Long) progress.lag(),
                progress != null && progress.needsSnapshot());
    }
}
