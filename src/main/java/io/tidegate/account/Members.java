package io.tidegate.account;

import io.tidegate.access.Actor;
import io.tidegate.access.Deed;
import io.tidegate.access.RefusedException;
import io.tidegate.access.Role;
import io.tidegate.account.ApiTokenStore.Holder;
import io.tidegate.page.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who belongs to an organization. It keeps an owner, and only owners make and unmake owners. */
public final class Members {
    static final Duration INVITATION = Duration.ofHours(24);

    /**
     * Somebody who may come.
     *
     * @param secret to be handed to them, shown now and never again
     */
    public record Invitation(Member member, TokenText secret, Instant expiresAt) {}

    private final InstantSource clock;

    public Members(InstantSource clock) {
        this.clock = clock;
    }

    /** By number. */
    public Page<Member> list(Deed deed, @Nullable String after, int limit) {
        return store(deed).list(after, limit);
    }

    /** @throws AccountException when there is none */
    public Member find(Deed deed, long person) {
        return store(deed)
                .find(person)
                .orElseThrow(() -> new AccountException(
                        AccountException.Kind.MISSING, "Nobody with the number " + person + " is a member here."));
    }

    /** @throws AccountException when there is none */
    public Member find(Deed deed, Email email) {
        return store(deed)
                .find(email)
                .orElseThrow(() -> new AccountException(AccountException.Kind.MISSING, email + " is no member here."));
    }

    /**
     * Invites somebody, or again who has not come yet; an invitation made before is void then.
     *
     * @throws RefusedException when others than owners make an owner, or a token a role that may more than it
     * @throws AccountException when they are a member already
     */
    public Invitation invite(Deed deed, Email email, Role role) {
        guardOwners(deed, role == Role.OWNER);
        guardGrant(deed, role);
        MemberStore store = store(deed);
        store.find(email).ifPresent(known -> guardOwners(deed, known.role() == Role.OWNER));
        Instant now = clock.instant();
        long organization = deed.organization();
        long person = store.invite(organization, email, role, now)
                .orElseThrow(() -> new AccountException(
                        AccountException.Kind.CONFLICT, email + " is a member already: change the role instead."));
        deed.target("members/" + person);
        deed.detail("email", email.text());
        deed.detail("role", role.word());
        ApiTokenStore tokens = new ApiTokenStore(deed.scoped().jdbi());
        tokens.revokeAll(organization, person, TokenText.Kind.INVITATION, now);
        TokenText secret = TokenText.make(TokenText.Kind.INVITATION);
        Instant expires = now.plus(INVITATION);
        tokens.add(
                new Holder(organization, person, null),
                TokenText.Kind.INVITATION,
                secret,
                new ApiToken.Wanted("invitation", null, expires),
                now);
        return new Invitation(find(deed, person), secret, expires);
    }

    /**
     * Gives a member another role; their tokens and sessions have it at once.
     *
     * @throws RefusedException when others than owners make or unmake an owner, or a token a role that may more than it
     * @throws AccountException when there is no such member, or no owner would be left
     */
    public Member change(Deed deed, long person, Role role) {
        guardGrant(deed, role);
        Member member = locked(deed, person, role == Role.OWNER);
        deed.detail("email", member.email());
        deed.detail("before", member.role().word());
        deed.detail("role", role.word());
        store(deed).change(deed.organization(), person, role);
        return find(deed, person);
    }

    /**
     * Removes a member; their tokens and sessions in this organization end at once.
     *
     * @throws RefusedException when others than owners remove an owner
     * @throws AccountException when there is no such member, or no owner would be left
     */
    public void remove(Deed deed, long person) {
        Member member = locked(deed, person, false);
        deed.detail("email", member.email());
        deed.detail("role", member.role().word());
        new ApiTokenStore(deed.scoped().jdbi()).revokeAll(deed.organization(), person, null, clock.instant());
        store(deed).remove(deed.organization(), person);
    }

    private Member locked(Deed deed, long person, boolean staysOwner) {
        deed.target("members/" + person);
        List<Long> owners = store(deed).lockOwners(deed.organization());
        Member member = find(deed, person);
        boolean owner = member.role() == Role.OWNER;
        guardOwners(deed, owner || staysOwner);
        if (owner && !staysOwner && owners.equals(List.of(person))) {
            throw new AccountException(
                    AccountException.Kind.CONFLICT,
                    member.email() + " is the last owner of this organization: make somebody else an owner first.");
        }
        return member;
    }

    private static void guardOwners(Deed deed, boolean concerned) {
        if (concerned && deed.actor().role() != Role.OWNER) {
            throw new RefusedException("Only owners make and unmake owners: ask one of them.");
        }
    }

    /** Else a token that may little makes somebody who may everything, and comes back as them. */
    private static void guardGrant(Deed deed, Role role) {
        Actor actor = deed.actor();
        if (actor.token() != null && !actor.permissions().containsAll(role.permissions())) {
            throw new RefusedException("This token's scopes leave out some of what the role "
                    + role.word().replace('_', ' ') + " may: sign in, or use a token that may all of it.");
        }
    }

    private static MemberStore store(Deed deed) {
        return new MemberStore(deed.scoped().jdbi());
    }
}
