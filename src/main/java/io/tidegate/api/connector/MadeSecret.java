package io.tidegate.api.connector;

import io.tidegate.api.Secretive;
import org.jspecify.annotations.Nullable;

/**
 * What a connector's webhooks are signed with from now on.
 *
 * @param connector its code
 * @param secret shown once, null ever after
 */
public record MadeSecret(String connector, @Nullable String secret) implements Secretive {
    @Override
    public MadeSecret withoutSecret() {
        return new MadeSecret(connector, null);
    }

    @Override
    public String toString() {
        return "MadeSecret[" + connector + "]";
    }
}
