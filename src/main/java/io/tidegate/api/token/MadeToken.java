package io.tidegate.api.token;

import io.tidegate.api.Secretive;
import org.jspecify.annotations.Nullable;

/**
 * A token that was just made.
 *
 * @param token shown once, null ever after
 */
public record MadeToken(long id, String name, @Nullable String token) implements Secretive {
    @Override
    public MadeToken withoutSecret() {
        return new MadeToken(id, name, null);
    }

    @Override
    public String toString() {
        return "MadeToken[" + id + "]";
    }
}
