package io.tidegate.vault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was got with a dock's credentials.
 *
 * @param mark tells it from others without telling it
 * @param renewAt when it is to be got anew; null when only the provider's refusal tells
 */
public record AccessToken(
        String value, String mark, @Nullable Instant renewAt) {
    /** Whether it can still be sent. */
    public boolean isGood(Instant now) {
        return renewAt == null || now.isBefore(renewAt);
    }

    @Override
    public String toString() {
        return "AccessToken[" + mark + "]";
    }
}
