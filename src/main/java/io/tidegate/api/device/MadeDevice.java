package io.tidegate.api.device;

import io.tidegate.api.Secretive;
import org.jspecify.annotations.Nullable;

/**
 * A device with a new token.
 *
 * @param token shown once, null ever after
 */
public record MadeDevice(String id, String name, @Nullable String token) implements Secretive {
    @Override
    public MadeDevice withoutSecret() {
        return new MadeDevice(id, name, null);
    }

    @Override
    public String toString() {
        return "MadeDevice[" + id + "]";
    }
}
