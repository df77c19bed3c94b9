package io.tidegate.api.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a connector; null where it stays.
 *
 * @param status active or inactive; one in error is resumed instead
 * @param enabled whether it runs by its schedule
 * @param endpoints those that change; null takes one away
 * @param conflictStrategy federation_wins, local_wins or merge
 * @param fieldStrategies those that change; null takes one away
 * @param cron empty: daily at 02:15
 */
public record ConnectorEdit(
        @Nullable String name,
        @Nullable String status,
        @Nullable Boolean enabled,
        @Nullable Map<String, @Nullable String> endpoints,
        @Nullable String conflictStrategy,
        @Nullable Map<String, @Nullable String> fieldStrategies,
        @Nullable String cron,
        @Nullable Long spacingSeconds) {}
