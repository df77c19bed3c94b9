package io.tidegate.console.page;

import io.tidegate.access.Permission;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands around what a page shows.
 *
 * @param link of this page, which it is refreshed from
 * @param visitor who looks; null where nobody in particular does
 * @param csrf what forms carry; empty where nobody signs in
 * @param may what they may see and do
 * @param now when the page is made, which its times count from
 * @param whole whether all of it is wanted, and not only the part that is refreshed
 * @param notice what an action just came to; null for nothing
 */
public record Screen(
        About about,
        Section section,
        Link link,
        @Nullable Visitor visitor,
        String csrf,
        Set<Permission> may,
        Instant now,
        boolean whole,
        @Nullable Notice notice) {
    public Screen {
        may = Set.copyOf(may);
    }

    /** The address that asks for an action, and leads back to this page as it is. */
    public String ask(Link action) {
        return action.with("back", link).toString();
    }

    public String ask(String path) {
        return ask(Link.to(path));
    }

    public boolean may(Permission permission) {
        return may.contains(permission);
    }
}
