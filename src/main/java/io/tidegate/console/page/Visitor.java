package io.tidegate.console.page;

import io.tidegate.account.Organization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param signedIn whether there is a session that can end
 * @param organization where they are; null for nowhere
 * @param organizations where they may be
 * @param operator whether they see what concerns the instance
 * @param csrf what forms of the session carry; empty where nobody signs in
 */
public record Visitor(
        String name,
        boolean signedIn,
        @Nullable Organization organization,
        List<Organization> organizations,
        boolean operator,
        String csrf) {
    public Visitor {
        organizations = List.copyOf(organizations);
    }
}
