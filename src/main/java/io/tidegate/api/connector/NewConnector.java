package io.tidegate.api.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector to be.
 *
 * @param code what paths and commands call it: lower-case letters, digits, '_' and '-'; never changed
 * @param name what people call it; the code when null
 * @param provider one with types that are edited on both sides
 * @param authType oauth2, api_key or basic; the provider's first when null
 * @param endpoints parameters of its organizations' docks, beside clubId
 * @param secrets by the names that the authentication needs, such as token; may come later
 * @param conflictStrategy federation_wins, local_wins or merge; federation_wins when null
 * @param fieldStrategies a strategy by field or type.field, before the one above
 * @param cron in Quartz's form and UTC; daily at 02:15 when null
 * @param spacingSeconds between one organization and the next, 0 to 3600; 60 when null
 * @param enabled whether it runs by its schedule; true when null
 */
public record NewConnector(
        String code,
        @Nullable String name,
        String provider,
        @Nullable String authType,
        @Nullable Map<String, String> endpoints,
        @Nullable Map<String, String> secrets,
        @Nullable String conflictStrategy,
        @Nullable Map<String, String> fieldStrategies,
        @Nullable String cron,
        @Nullable Long spacingSeconds,
        @Nullable Boolean enabled) {
    @Override
    public String toString() {
        return "NewConnector[" + code + ", " + provider + "]";
    }
}
