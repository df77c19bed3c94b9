package io.tidegate.account.sign;

import io.tidegate.access.Actor;
import io.tidegate.access.AuditEntry;
import io.tidegate.access.AuditStore;
import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.Organization;
import io.tidegate.account.OrganizationStore;
import io.tidegate.account.TokenText;
import io.tidegate.account.sign.BearerStore.Bearer;
import io.tidegate.account.sign.SessionStore.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says who somebody is by what they come with. Asks the database each time: what was taken away is gone at once. */
public final class Authenticator {
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    private static final int MOST_REFUSED = 1_000;

    private final BearerStore bearers;
    private final SessionStore sessions;
    private final OrganizationStore organizations;
    private final AuditStore log;
    private final InstantSource clock;
    private final Map<Long, Instant> refused = new ConcurrentHashMap<>();

    /** All stores as the login role. */
    public Authenticator(
            BearerStore bearers,
            SessionStore sessions,
            OrganizationStore organizations,
            AuditStore log,
            InstantSource clock) {
        this.bearers = bearers;
        this.sessions = sessions;
        this.organizations = organizations;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Whose API token that is.
     *
     * @param slug the organization they want to act in; null: the token's own, and no other does
     */
    public Identity byToken(String token, @Nullable String slug, String address) {
        return known(token, slug, address, false).identity();
    }

    /**
     * Which device's token that is. A token for a device opens nothing else, and no other opens what devices ask.
     *
     * @return a device in the organization that it was made for
     */
    public DeviceIdentity byDeviceToken(String token, String address) {
        return known(token, null, address, true);
    }

    /** Which tokens of devices still open what they opened, and what their members are now; without those that do not. */
    public Map<Long, DeviceIdentity> stillDevices(Set<Long> tokens, String address) {
        Instant now = clock.instant();
        Map<Long, DeviceIdentity> still = new HashMap<>();
        Set<Long> unnoted = new HashSet<>();
        for (Bearer bearer : tokens.isEmpty() ? List.<Bearer>of() : bearers.find(tokens)) {
            if (bearer.device() != null && refusal(bearer, null, now) == null) {
                still.put(bearer.id(), identity(bearer, address));
                if (isToBeNoted(bearer, now)) {
                    unnoted.add(bearer.id());
                }
            }
        }
        if (!unnoted.isEmpty()) {
            bearers.used(unnoted, now);
        }
        return still;
    }

    private DeviceIdentity known(String token, @Nullable String slug, String address, boolean ofDevice) {
        TokenText text = TokenText.find(TokenText.Kind.API, token).orElse(null);
        if (text == null) {
            return DeviceIdentity.nobody(address, "That is no API token: one begins with tdg_ and has 47 characters.");
        }
        Bearer bearer = bearers.find(text).orElse(null);
        if (bearer == null) {
            return DeviceIdentity.nobody(address, "Nobody has that API token.");
        }
        Instant now = clock.instant();
        String reason = (bearer.device() != null) == ofDevice
                ? refusal(bearer, slug, now)
                : ofDevice
                        ? "That is no device's token: make one with `tidegate device create`."
                        : "That API token is a device's: it syncs, and does nothing else.";
        if (reason != null) {
            note(bearer, reason, address, now);
            return DeviceIdentity.nobody(address, reason);
        }
        if (isToBeNoted(bearer, now)) {
            bearers.used(bearer.id(), address, now);
        }
        return identity(bearer, address);
    }

    private static boolean isToBeNoted(Bearer bearer, Instant now) {
        Instant last = bearer.lastUsedAt();
        return last == null || !last.plus(BETWEEN_NOTES).isAfter(now);
    }

    private static DeviceIdentity identity(Bearer bearer, String address) {
        Organization organization = bearer.organization();
        Set<Permission> permissions = permissions(bearer.role(), bearer.ofInstance());
        Set<Permission> scopes = bearer.scopes();
        if (scopes != null) {
            permissions.retainAll(scopes);
        }
        Actor actor = new Actor(
                bearer.email(),
                bearer.person(),
                bearer.id(),
                organization == null ? null : organization.id(),
                bearer.role(),
                permissions,
                address);
        return new DeviceIdentity(new Identity(actor, organization, null), bearer.device());
    }

    /** Once a minute and token: who goes on trying would fill the log. */
    private void note(Bearer bearer, String reason, String address, Instant now) {
        Instant last = refused.get(bearer.id());
        if (last != null && last.plus(BETWEEN_NOTES).isAfter(now)) {
            return;
        }
        if (refused.size() >= MOST_REFUSED) {
            refused.clear();
        }
        refused.put(bearer.id(), now);
        Actor actor = new Actor(bearer.email(), bearer.person(), bearer.id(), bearer.wanted(), null, Set.of(), address);
        log.add(new AuditEntry(
                now,
                actor,
                bearer.wanted(),
                "token.use",
                "tokens/" + bearer.id(),
                AuditEntry.Result.REFUSED,
                Map.of("reason", reason)));
    }

    private static @Nullable String refusal(Bearer bearer, @Nullable String slug, Instant now) {
        Instant expires = bearer.expiresAt();
        if (bearer.revoked()) {
            return "That API token was revoked.";
        } else if (expires != null && !expires.isAfter(now)) {
            return "That API token expired at " + expires + ".";
        } else if (bearer.ofInstance()) {
            return bearer.operator() ? null : "Whose token that is, is no operator any more.";
        }
        Organization organization = bearer.organization();
        if (organization == null) {
            return "Whose token that is, is no member of its organization any more.";
        }
        return slug == null || slug.equals(organization.slug())
                ? null
                : "That API token is for the organization " + organization.slug() + " and no other.";
    }

    /**
     * Whose session that is.
     *
     * @param slug the organization they want to act in for once; null: the one that the session is in
     */
    public Identity bySession(String cookie, @Nullable String slug, String address) {
        TokenText text = TokenText.find(TokenText.Kind.SESSION, cookie).orElse(null);
        Instant now = clock.instant();
        Session session = text == null ? null : sessions.find(text, now).orElse(null);
        if (text == null || session == null) {
            return Identity.nobody(address, "Your session has ended. Sign in again.");
        }
        if (session.wanted() != null && session.organization() == null) {
            return Identity.nobody(address, "You are no member of that organization any more. Sign in again.");
        }
        Organization organization = session.organization();
        if (slug != null && (organization == null || !slug.equals(organization.slug()))) {
            return Identity.nobody(address, "Your session is in another organization. Switch first.");
        }
        if (!session.seenAt().plus(BETWEEN_NOTES).isAfter(now)) {
            sessions.seen(text, session.createdAt(), now);
        }
        Actor actor = new Actor(
                session.email(),
                session.person(),
                null,
                organization == null ? null : organization.id(),
                session.role(),
                permissions(session.role(), session.operator()),
                address);
        return new Identity(actor, organization, null);
    }

    /**
     * Who is asked for nothing: on this machine alone, in development or on its command line.
     *
     * @param slug the organization to act in; null: the oldest
     */
    public Identity trusted(String name, @Nullable String slug, String address) {
        Organization organization = (slug == null ? organizations.oldest() : organizations.find(slug)).orElse(null);
        if (organization == null) {
            return Identity.nobody(
                    address, slug == null ? "There is no organization yet." : "There is no organization of that slug.");
        }
        Actor actor =
                new Actor(name, null, null, organization.id(), Role.OWNER, permissions(Role.OWNER, true), address);
        return new Identity(actor, organization, null);
    }

    /** The organizations that an actor may choose from, by name; 200 at most. */
    public List<Organization> organizations(Actor actor) {
        Long person = actor.person();
        return person == null ? organizations.list(null, 200).items() : organizations.of(person);
    }

    private static Set<Permission> permissions(@Nullable Role role, boolean operator) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        if (role != null) {
            permissions.addAll(role.permissions());
        }
        if (operator) {
            permissions.add(Permission.INSTANCE_READ);
            permissions.add(Permission.INSTANCE_WRITE);
        }
        return permissions;
    }
}
