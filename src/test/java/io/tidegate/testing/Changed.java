package io.tidegate.testing;

import io.tidegate.provider.Provider;
import io.tidegate.provider.RateLimit;
import java.util.HashMap;
import java.util.Map;

/** A provider as its file declares it, but for one thing. */
public final class Changed {
    private Changed() {}

    public static Provider kind(Provider now, Provider.Kind kind) {
        return new Provider(
                now.name(),
                kind,
                now.access(),
                now.rateLimit(),
                now.answers(),
                now.recommendedInterval(),
                now.parameters(),
                now.types(),
                now.webhook(),
                now.twoWays());
    }

    public static Provider access(Provider now, Provider.Access access) {
        return new Provider(
                now.name(),
                now.kind(),
                access,
                now.rateLimit(),
                now.answers(),
                now.recommendedInterval(),
                now.parameters(),
                now.types(),
                now.webhook(),
                now.twoWays());
    }

    /** With what these facts say of answers. */
    public static Provider answers(Provider now, Map<String, String> facts) {
        Map<String, String> all = new HashMap<>(facts);
        all.put("baseUrl", now.access().base().toString());
        Provider other = Provider.of(now.name(), all, Map.of("any", Map.of("path", "/")));
        return new Provider(
                now.name(),
                now.kind(),
                now.access(),
                now.rateLimit(),
                other.answers(),
                now.recommendedInterval(),
                now.parameters(),
                now.types(),
                now.webhook(),
                now.twoWays());
    }

    /** With other limits of the same kind: only what shares them differs. */
    public static Provider scope(Provider now, RateLimit.Scope scope) {
        RateLimit limit = now.rateLimit();
        return new Provider(
                now.name(),
                now.kind(),
                now.access(),
                new RateLimit(
                        scope,
                        limit.reset(),
                        limit.headerBucket(),
                        limit.buckets(),
                        limit.matchers(),
                        limit.names(),
                        limit.unsaid(),
                        limit.account()),
                now.answers(),
                now.recommendedInterval(),
                now.parameters(),
                now.types(),
                now.webhook(),
                now.twoWays());
    }
}
