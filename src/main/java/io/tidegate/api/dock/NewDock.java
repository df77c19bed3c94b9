package io.tidegate.api.dock;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dock to be.
 *
 * @param name what people call it; unique in the organization
 * @param parameters values that the provider's declaration uses
 * @param resourceTypes those it wants; all of the provider's when null or empty
 * @param intervalSeconds 60 or more; the organization's default, or 60, when null
 * @param maxIntervalSeconds how far it may be slowed down while nothing changes; null: not at all
 * @param cron in Quartz's form and UTC, instead of the interval
 * @param enabled whether it is synced by itself; true when null
 * @param secrets by the names that the provider's authentication needs, such as token; none at all only unvalidated
 * @param validate whether the provider is asked first if it takes them; true when null
 */
public record NewDock(
        String name,
        String provider,
        @Nullable Map<String, String> parameters,
        @Nullable List<String> resourceTypes,
        @Nullable Long intervalSeconds,
        @Nullable Long maxIntervalSeconds,
        @Nullable String cron,
        @Nullable Boolean enabled,
        @Nullable Map<String, String> secrets,
        @Nullable Boolean validate) {
    @Override
    public String toString() {
        return "NewDock[" + name + ", " + provider + "]";
    }
}
