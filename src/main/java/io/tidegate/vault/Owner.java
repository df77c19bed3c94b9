package io.tidegate.vault;

import java.nio.charset.StandardCharsets;

/**
 * Whose secret it is. A secret sealed for one dock does not open for another.
 *
 * @param orgId of the organization
 * @param dockId of the dock
 */
public record Owner(long orgId, long dockId) {

    /** What binds a sealed secret to it. */
    public byte[] associatedData() {
        return "tidegate:v1:org=%d:dock=%d".formatted(orgId, dockId).getBytes(StandardCharsets.US_ASCII);
    }
}
