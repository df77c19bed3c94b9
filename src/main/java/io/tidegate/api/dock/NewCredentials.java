package io.tidegate.api.dock;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for a dock that there is.
 *
 * @param secrets by name; those that are not named stay, and none at all takes all away
 * @param parameters those that change with them, such as the one that chooses the authentication; null: none
 * @param validate whether the provider is asked first if it takes them; true when null
 */
public record NewCredentials(
        Map<String, String> secrets,
        @Nullable Map<String, @Nullable String> parameters,
        @Nullable Boolean validate) {
    @Override
    public String toString() {
        return "NewCredentials" + (secrets == null ? "[]" : secrets.keySet());
    }
}
