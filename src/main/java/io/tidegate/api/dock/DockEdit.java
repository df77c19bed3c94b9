package io.tidegate.api.dock;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a dock; null where it stays.
 *
 * @param parameters those that change; null takes one away
 * @param resourceTypes empty: all
 * @param maxIntervalSeconds how far it may be slowed down while nothing changes; 0: not at all
 * @param cron empty: by interval again
 */
public record DockEdit(
        @Nullable String name,
        @Nullable Map<String, @Nullable String> parameters,
        @Nullable List<String> resourceTypes,
        @Nullable Long intervalSeconds,
        @Nullable Long maxIntervalSeconds,
        @Nullable String cron,
        @Nullable Boolean enabled) {}
