package io.tidegate.budget;

import io.tidegate.provider.RateLimit;
import java.util.Locale;

/**
 * What shares a provider's limits: one token, one user, one address.
 *
 * @param scopeId who it is within the scope: the token's HMAC, the account's id, or nothing for an address
 */
public record Lane(String provider, RateLimit rateLimit, String scopeId) {
    public Lane {
        scopeId = rateLimit.scope() == RateLimit.Scope.IP ? "" : scopeId;
    }

    /** The scope's word in the tables. */
    public String scope() {
        return rateLimit.scope().name().toLowerCase(Locale.ROOT);
    }

    /** The key of the lane in which one dock is synced after another. */
    public String key() {
        return provider + "/" + scope() + (scopeId.isEmpty() ? "" : "/" + scopeId);
    }
}
