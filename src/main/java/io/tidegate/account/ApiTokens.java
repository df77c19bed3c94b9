package io.tidegate.account;

import io.tidegate.access.Actor;
import io.tidegate.access.Deed;
import io.tidegate.access.Permission;
import io.tidegate.access.RefusedException;
import io.tidegate.access.Role;
import io.tidegate.account.ApiTokenStore.Holder;
import io.tidegate.page.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for programs. A token acts for the member who made it, and never gets more than they had: what it may do later
 * is what they may do then, less what its scopes leave out.
 */
public final class ApiTokens {
    private final ApiTokenStore instance;
    private final InstantSource clock;

    /** @param instance for tokens of operators, which belong to no organization */
    public ApiTokens(ApiTokenStore instance, InstantSource clock) {
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Makes one for whoever asks; for the oldest owner where that is nobody's account, but this machine.
     *
     * @throws RefusedException when it would be allowed more than its maker
     * @throws AccountException when nobody has come yet whose it could be
     */
    public ApiToken.Made create(Deed deed, ApiToken.Wanted wanted) {
        Long person = deed.actor().person();
        return create(deed, person == null ? oldestOwner(deed) : person, wanted, null);
    }

    /**
     * Makes one by which a device of a member's is known.
     *
     * @param person whose it is; null: whoever asks, as with {@link #create}
     * @throws RefusedException when it is another's than who asks, or would be allowed more than its maker
     */
    public ApiToken.Made createForDevice(
            Deed deed, @Nullable Long person, ApiToken.Wanted wanted, ApiToken.OfDevice device) {
        Long asking = deed.actor().person();
        if (person != null && asking != null && !asking.equals(person)) {
            throw new RefusedException("You may not make tokens for others' devices: they make them themselves.");
        } else if (person != null) {
            requireMember(deed, person);
        }
        Long holder = person == null ? asking : person;
        return create(deed, holder == null ? oldestOwner(deed) : holder, wanted, device);
    }

    /**
     * Makes one for a member, by the command line of the machine that Tidegate runs on; nobody else makes others' tokens.
     *
     * @throws AccountException when there is no such member, or they have not come yet
     */
    public ApiToken.Made createFor(Deed deed, long person, ApiToken.Wanted wanted) {
        Actor actor = deed.actor();
        if (actor.person() != null && actor.person() != person) {
            throw new RefusedException("You may not make tokens for others: they make them themselves.");
        }
        requireMember(deed, person);
        return create(deed, person, wanted, null);
    }

    private static void requireMember(Deed deed, long person) {
        Member member = new MemberStore(deed.scoped().jdbi()).find(person).orElse(null);
        if (member == null || member.pending()) {
            throw new AccountException(
                    AccountException.Kind.MISSING, "Nobody with the number " + person + " is a member here.");
        }
    }

    private ApiToken.Made create(Deed deed, long person, ApiToken.Wanted wanted, ApiToken.@Nullable OfDevice device) {
        ApiTokenStore store = new ApiTokenStore(deed.scoped().jdbi());
        ApiToken.Wanted allowed = ending(store, deed.actor(), within(deed.actor(), wanted));
        ApiToken.Made made = add(store, new Holder(deed.organization(), person, device), allowed);
        deed.target(device == null ? "tokens/" + made.id() : "devices/" + device.id());
        deed.detail("name", allowed.name());
        return made;
    }

    /**
     * Makes one of the instance, for an operator.
     *
     * @param person whose it is to be, where the maker is this machine; null: the maker's
     * @throws RefusedException when the maker is none, or it would be allowed more than its maker
     */
    public ApiToken.Made createOfInstance(Actor actor, @Nullable Long person, ApiToken.Wanted wanted) {
        if (!actor.may(Permission.INSTANCE_WRITE)) {
            throw new RefusedException("Only operators make tokens of the instance.");
        }
        return add(
                instance,
                new Holder(null, operator(actor, person), null),
                ending(instance, actor, within(actor, wanted)));
    }

    private ApiToken.Made add(ApiTokenStore store, Holder holder, ApiToken.Wanted wanted) {
        Instant now = clock.instant();
        Instant expires = wanted.expiresAt();
        if (expires != null && !expires.isAfter(now)) {
            throw new AccountException(AccountException.Kind.INVALID, "A token's end must lie ahead.");
        }
        TokenText secret = TokenText.make(TokenText.Kind.API);
        return new ApiToken.Made(store.add(holder, TokenText.Kind.API, secret, wanted, now), secret);
    }

    /** What a token that is made with another token may do is bounded by that one's scopes too. */
    private static ApiToken.Wanted within(Actor actor, ApiToken.Wanted wanted) {
        Set<Permission> scopes = wanted.scopes();
        if (scopes != null) {
            for (Permission scope : scopes) {
                if (!actor.may(scope)) {
                    throw new RefusedException(
                            "You may not give a token the scope " + scope.word() + ", which you have not yourself.");
                }
            }
            return wanted;
        }
        Role role = actor.role();
        boolean whole =
                actor.token() == null || (role != null && actor.permissions().containsAll(role.permissions()));
        return whole
                ? wanted
                : new ApiToken.Wanted(wanted.name(), EnumSet.copyOf(actor.permissions()), wanted.expiresAt());
    }

    /** Whoever comes by a token that ends must not make one of it that stays. */
    private static ApiToken.Wanted ending(ApiTokenStore store, Actor actor, ApiToken.Wanted wanted) {
        Long token = actor.token();
        Instant end = token == null ? null : store.end(token).orElse(null);
        Instant expires = wanted.expiresAt();
        if (end == null || (expires != null && !expires.isAfter(end))) {
            return wanted;
        } else if (expires != null) {
            throw new RefusedException("A token made with a token ends with it at the latest, at " + end + ".");
        }
        return new ApiToken.Wanted(wanted.name(), wanted.scopes(), end);
    }

    private static long oldestOwner(Deed deed) {
        List<Long> owners = new MemberStore(deed.scoped().jdbi()).lockOwners(deed.organization());
        if (owners.isEmpty()) {
            throw new AccountException(
                    AccountException.Kind.INVALID,
                    "A token belongs to a member, and no owner of this organization has come yet: use the invitation first.");
        }
        return owners.get(0);
    }

    private long operator(Actor actor, @Nullable Long wanted) {
        Long own = actor.person();
        if (own != null) {
            return own;
        } else if (wanted == null || !instance.isOperator(wanted)) {
            throw new AccountException(
                    AccountException.Kind.INVALID,
                    "A token of the instance belongs to an operator: say whose it is to be. `tidegate member operator"
                            + " EMAIL on` makes one.");
        }
        return wanted;
    }

    /** The actor's own, newest first; everyone's for who may change members. */
    public Page<ApiToken> list(Deed deed, @Nullable String after, int limit) {
        return new ApiTokenStore(deed.scoped().jdbi()).list(deed.organization(), whose(deed.actor()), after, limit);
    }

    /** Those of the instance, newest first. */
    public Page<ApiToken> listOfInstance(@Nullable String after, int limit) {
        return instance.list(null, null, after, limit);
    }

    /**
     * Ends one, at once.
     *
     * @throws AccountException when there is none of that number that works and that the actor may see
     */
    public void revoke(Deed deed, long id) {
        deed.target("tokens/" + id);
        ApiTokenStore store = new ApiTokenStore(deed.scoped().jdbi());
        known(store.revoke(id, deed.organization(), whose(deed.actor()), clock.instant()), id);
    }

    /** The same for one of the instance. */
    public void revokeOfInstance(long id) {
        known(instance.revoke(id, null, null, clock.instant()), id);
    }

    private static void known(boolean revoked, long id) {
        if (!revoked) {
            throw new AccountException(
                    AccountException.Kind.MISSING, "There is no token " + id + " that could be revoked.");
        }
    }

    private static @Nullable Long whose(Actor actor) {
        if (actor.may(Permission.MEMBERS_WRITE)) {
            return null;
        }
        // of no one's account, no one's tokens
        return actor.person() == null ? Long.valueOf(-1) : actor.person();
    }
}
