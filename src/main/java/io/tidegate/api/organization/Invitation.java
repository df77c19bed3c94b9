package io.tidegate.api.organization;

import io.tidegate.api.Secretive;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets somebody in, once.
 *
 * @param token to be handed to them; shown once, null ever after
 */
public record Invitation(String email, @Nullable String token, Instant expiresAt) implements Secretive {
    @Override
    public Invitation withoutSecret() {
        return new Invitation(email, null, expiresAt);
    }

    @Override
    public String toString() {
        return "Invitation[" + email + "]";
    }
}
