package io.tidegate.api.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new token for a device.
 *
 * @param expiresAt when it ends; when the one before would have when null
 */
public record DeviceRotation(@Nullable Instant expiresAt) {}
