package io.tidegate.account;

import io.tidegate.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person in an organization.
 *
 * @param name null while they were only invited: what they are called elsewhere is not the inviter's business
 * @param pending invited, and has not come yet
 * @param lastSeenAt when they were signed in last; null when never, or pending
 */
public record Member(
        long person,
        String email,
        @Nullable String name,
        Role role,
        boolean pending,
        Instant createdAt,
        @Nullable Instant lastSeenAt) {}
