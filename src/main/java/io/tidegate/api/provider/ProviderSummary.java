package io.tidegate.api.provider;

import io.tidegate.provider.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider in a list.
 *
 * @param title null when its file cannot be used
 * @param demoOnly whether only the demo has it
 * @param recommendedIntervalSeconds null when its file cannot be used
 * @param types the names of its resource types
 * @param problem why its file cannot be used; null when it can
 */
public record ProviderSummary(
        String name,
        @Nullable String title,
        boolean demoOnly,
        @Nullable Long recommendedIntervalSeconds,
        List<String> types,
        @Nullable String problem) {
    private static final String DEMO = "demo";

    /** A provider that can be used. */
    public static ProviderSummary of(Provider provider) {
        return new ProviderSummary(
                provider.name(),
                provider.access().title(),
                provider.name().equals(DEMO),
                provider.recommendedInterval().toSeconds(),
                List.copyOf(provider.types().keySet()),
                null);
    }

    /** A provider whose file cannot be used. */
    public static ProviderSummary refused(String name, boolean demoOnly, String problem) {
        return new ProviderSummary(name, null, demoOnly, null, List.of(), problem);
    }
}
