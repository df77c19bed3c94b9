package io.tidegate.api.organization;

import io.tidegate.account.Member;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person in the organization.
 *
 * @param id the person's
 * @param name null while they were only invited
 * @param pending invited, and has not come yet
 */
public record MemberView(
        long id,
        String email,
        @Nullable String name,
        String role,
        boolean pending,
        Instant createdAt,
        @Nullable Instant lastSeenAt) {
    static MemberView of(Member member) {
        return new MemberView(
                member.person(),
                member.email(),
                member.name(),
                member.role().word(),
                member.pending(),
                member.createdAt(),
                member.lastSeenAt());
    }
}
