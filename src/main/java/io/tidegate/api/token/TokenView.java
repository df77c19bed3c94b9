package io.tidegate.api.token;

import io.tidegate.access.Permission;
import io.tidegate.account.ApiToken;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token without its secret.
 *
 * @param member whose it is
 * @param shown its first characters, to know it again
 * @param scopes null: all that its member may do
 */
public record TokenView(
        long id,
        long member,
        String email,
        String name,
        String shown,
        @Nullable List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom,
        @Nullable Instant revokedAt) {
    static TokenView of(ApiToken token) {
        Set<Permission> scopes = token.scopes();
        ApiToken.Times times = token.times();
        return new TokenView(
                token.id(),
                token.person(),
                token.email(),
                token.name(),
                token.shown(),
                scopes == null
                        ? null
                        : scopes.stream().map(Permission::word).sorted().toList(),
                times.createdAt(),
                times.expiresAt(),
                times.lastUsedAt(),
                times.lastUsedFrom(),
                times.revokedAt());
    }
}
