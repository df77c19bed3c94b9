package io.tidegate.account;

import io.tidegate.access.Permission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token as people look at it.
 *
 * @param person whose it is, and {@code email} theirs
 * @param shown its first characters
 * @param scopes null: all that its member may do
 */
public record ApiToken(
        long id,
        long person,
        String email,
        String name,
        String shown,
        @Nullable Set<Permission> scopes,
        Times times) {

    /** Beyond it lies what PostgreSQL cannot keep. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** When what happened to it; null where it did not. */
    public record Times(
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String lastUsedFrom,
            @Nullable Instant revokedAt) {}

    /**
     * A token to be.
     *
     * @param scopes null: all that its member may do
     * @param expiresAt null: never
     */
    public record Wanted(
            String name,
            @Nullable Set<Permission> scopes,
            @Nullable Instant expiresAt) {
        public Wanted {
            name = Organization.name(name);
            scopes = scopes == null ? null : Set.copyOf(scopes);
            if (expiresAt != null && expiresAt.isAfter(LATEST)) {
                throw new AccountException(
                        AccountException.Kind.INVALID,
                        "A token ends before the year 10000; without an end it never does.");
            }
        }
    }

    /**
     * The device that a token is for; such a token syncs, and does nothing else.
     *
     * @param role what it may do in its workspace, less what its member may not
     */
    public record OfDevice(String id, String role) {}

    /** One that was just made, with its secret, which is shown now and never again. */
    public record Made(long id, TokenText secret) {}
}
