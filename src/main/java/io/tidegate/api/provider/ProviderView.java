package io.tidegate.api.provider;

import io.tidegate.provider.Provider;
import io.tidegate.provider.RateLimit;
import io.tidegate.provider.ResourceType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider for programs.
 *
 * @param baseUrl where it is asked; a dock's parameter may stand in it
 * @param authentication how its docks show who they are
 * @param secrets the names of what its docks need for that
 * @param access the same in full: which secrets each way to authenticate needs
 * @param limitScope what its rate limits are counted by
 * @param limits in words, by bucket
 */
public record ProviderView(
        String name,
        String title,
        String baseUrl,
        String authentication,
        List<String> secrets,
        AccessView access,
        long recommendedIntervalSeconds,
        String limitScope,
        Map<String, String> limits,
        List<Type> types) {

    /**
     * A resource type.
     *
     * @param parent the types it is listed for each of; null for none
     */
    public record Type(String name, @Nullable String parent, String path) {
        static Type of(ResourceType type) {
            List<String> parents = type.lists().parents();
            return new Type(
                    type.name(),
                    parents.isEmpty() ? null : String.join(", ", parents),
                    type.list().path());
        }
    }

    /** What is known of a provider. */
    public static ProviderView of(Provider provider) {
        return new ProviderView(
                provider.name(),
                provider.access().title(),
                provider.access().base().toString(),
                provider.access().authentication().kind(),
                provider.access().authentication().secrets(),
                AccessView.of(provider),
                provider.recommendedInterval().toSeconds(),
                provider.rateLimit().scope().name().toLowerCase(Locale.ROOT),
                limits(provider.rateLimit()),
                provider.types().values().stream().map(Type::of).toList());
    }

    private static Map<String, String> limits(RateLimit rateLimit) {
        Map<String, String> limits = new LinkedHashMap<>();
        rateLimit.buckets().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> limits.put(
                        each.getKey(),
                        String.format(
                                Locale.ROOT,
                                "%,d requests in %s",
                                each.getValue().requests(),
                                words(each.getValue().window()))));
        return limits;
    }

    private static String words(Duration window) {
        long seconds = window.toSeconds();
        if (seconds < 1) {
            return window.toMillis() + " ms";
        } else if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200
                ? window.toMinutes() + " min"
                : seconds < 172_800 ? window.toHours() + " h" : window.toDays() + " d";
    }
}
