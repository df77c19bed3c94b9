package io.tidegate.api.connector;

import io.tidegate.federation.compare.Strategy;
import io.tidegate.federation.connector.Connector;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A federation that organizations connect to: everything but its secrets.
 *
 * @param code what it is called by in paths
 * @param status active, inactive or error; an operator lets one go on that is in error
 * @param enabled whether it runs by its schedule
 * @param authType oauth2, api_key or basic
 * @param hasCredentials whether it was given any
 * @param hasWebhookSecret whether its webhooks can be checked
 * @param endpoints parameters of its organizations' docks, beside clubId
 * @param conflictStrategy federation_wins, local_wins or merge
 * @param fieldStrategies a strategy by field or type.field, before the one above
 * @param cron in Quartz's form, UTC
 * @param spacingSeconds between the end of one organization's run and the beginning of the next one's
 * @param nextRunAt null while it is not scheduled
 * @param consecutiveFailures of its organizations' runs, in a row; five stop it
 * @param organizations how many are connected
 */
public record ConnectorView(
        long id,
        String code,
        String name,
        String provider,
        String status,
        boolean enabled,
        String authType,
        boolean hasCredentials,
        boolean hasWebhookSecret,
        Map<String, String> endpoints,
        String conflictStrategy,
        Map<String, String> fieldStrategies,
        String cron,
        long spacingSeconds,
        @Nullable Instant nextRunAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastErrorAt,
        @Nullable String lastError,
        int consecutiveFailures,
        int organizations,
        Instant createdAt,
        Instant updatedAt) {

    static ConnectorView of(Connector connector) {
        Connector.Condition is = connector.condition();
        Map<String, String> byField = new TreeMap<>();
        for (Map.Entry<String, Strategy> each : connector.policy().byField().entrySet()) {
            byField.put(each.getKey(), each.getValue().word());
        }
        return new ConnectorView(
                connector.id(),
                connector.code(),
                connector.name(),
                connector.provider(),
                is.status().word(),
                connector.plan().enabled(),
                connector.access().type().word(),
                connector.access().sealed() != null,
                connector.access().signs(),
                new TreeMap<>(connector.access().endpoints()),
                connector.policy().strategy().word(),
                byField,
                connector.plan().cron(),
                connector.plan().spacing().toSeconds(),
                connector.plan().next(),
                is.lastSuccess(),
                is.lastError(),
                is.error(),
                is.failures(),
                connector.organizations(),
                connector.createdAt(),
                connector.updatedAt());
    }
}
