package io.tidegate.api.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for a connector that there is, and for the docks of all its organizations.
 *
 * @param authType oauth2, api_key or basic; as it is when null. With another one all secrets are given anew
 * @param secrets by name; those that are not named stay, and none at all takes all away
 */
public record ConnectorCredentials(@Nullable String authType, Map<String, String> secrets) {
    @Override
    public String toString() {
        return "ConnectorCredentials" + (secrets == null ? "[]" : secrets.keySet());
    }
}
