package io.tidegate.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something.
 *
 * @param name as people know them: an e-mail, {@code local:} and a user of this machine, or {@code dev}
 * @param person null for whoever is nobody's account
 * @param token the API token they come with; null for a session
 * @param organization the one they act in; null for an operator who acts in none
 * @param role theirs in that organization; null when they have none there
 * @param permissions what they may do there: their role's, less what the token's scopes leave out, and an operator's own
 * @param address where the call comes from; {@code local} for this machine's command line
 */
public record Actor(
        String name,
        @Nullable Long person,
        @Nullable Long token,
        @Nullable Long organization,
        @Nullable Role role,
        Set<Permission> permissions,
        String address) {

    /** Nobody: may do nothing. */
    public static Actor anonymous(String address) {
        return new Actor("anonymous", null, null, null, null, Set.of(), address);
    }

    public Actor {
        permissions = Set.copyOf(permissions);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** The same in another organization, for whoever may act in any. */
    public Actor in(long other) {
        return new Actor(name, person, token, other, role, permissions, address);
    }
}
