package io.tidegate.api.organization;

import io.tidegate.api.Secretive;

/** Somebody who was just invited, and what lets them in. */
public record InvitedMember(MemberView member, Invitation invitation) implements Secretive {
    @Override
    public InvitedMember withoutSecret() {
        return new InvitedMember(member, invitation.withoutSecret());
    }
}
