package io.tidegate.account.sign;

import io.tidegate.access.Actor;
import io.tidegate.account.Organization;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from.
 *
 * @param actor anonymous when nobody is known by what it came with
 * @param organization the one they act in; null for none
 * @param reason why nobody is known, in words for them; null when somebody is
 */
public record Identity(
        Actor actor,
        @Nullable Organization organization,
        @Nullable String reason) {

    /** Nobody is known, for that reason. */
    public static Identity nobody(String address, String reason) {
        return new Identity(Actor.anonymous(address), null, reason);
    }

    /** Whether it is known who that is. */
    public boolean known() {
        return reason == null;
    }
}
