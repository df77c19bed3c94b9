package io.tidegate.budget;

import io.tidegate.provider.RateLimit;
import io.tidegate.provider.RateLimit.Quota;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What shares a provider's limits: one token, one user, one address.
 *
 * @param scopeId who it is within the scope: the token's HMAC, the account's id, or nothing for an address
 */
public record Lane(String provider, RateLimit rateLimit, String scopeId) {
    /** Characters that an account's id may have. */
    public static final int LONGEST_ACCOUNT = 200;

    private static final String ACCOUNT = "account:";

    public Lane {
        scopeId = rateLimit.scope() == RateLimit.Scope.IP ? "" : scopeId;
    }

    /** The lane of an account, whatever its token. */
    public static Lane ofAccount(String provider, RateLimit rateLimit, String account) {
        return new Lane(provider, rateLimit, ACCOUNT + account);
    }

    /** Whether a scope id names an account, not a token. */
    public static boolean isAccount(String scopeId) {
        return scopeId.startsWith(ACCOUNT);
    }

    /** The scope's word in the tables. */
    public String scope() {
        return rateLimit.scope().name().toLowerCase(Locale.ROOT);
    }

    /** The key of the lane under the setting {@code tidegate.sync.sequential}, which puts all docks into one. */
    public String key(boolean sequential) {
        return sequential ? "all" : key();
    }

    /** The key of the lane in which one dock is synced after another. */
    public String key() {
        return provider + "/" + scope() + (scopeId.isEmpty() ? "" : "/" + scopeId);
    }

    /** The budgets that a request to an endpoint stands under, with what is declared of each. */
    SortedMap<String, @Nullable Quota> buckets(Endpoint endpoint) {
        SortedMap<String, @Nullable Quota> buckets = new TreeMap<>(rateLimit.buckets());
        buckets.keySet()
                .removeIf(bucket -> !rateLimit.holds(
                        bucket,
                        endpoint.request().partial(),
                        endpoint.request().method(),
                        endpoint.request().path()));
        Quota each = buckets.remove(RateLimit.ENDPOINT);
        if (rateLimit.byEndpoint() || endpoint.quota() != null) {
            buckets.put(endpoint.name(), endpoint.quota() == null ? each : endpoint.quota());
        }
        if (rateLimit.headerBucket().isEmpty()) {
            buckets.put("", null);
        }
        return buckets;
    }

    /** Whether a budget is of all endpoints, not of one. */
    boolean isShared(String bucket) {
        return bucket.isEmpty() || rateLimit.buckets().containsKey(bucket);
    }

    /** The budget that the headers of an endpoint's answers speak of. */
    String spokenOf(Endpoint endpoint) {
        return rateLimit.headerBucket().equals(RateLimit.ENDPOINT) ? endpoint.name() : rateLimit.headerBucket();
    }
}
