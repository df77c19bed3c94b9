package io.tidegate.account;

import io.tidegate.access.Deed;
import io.tidegate.page.Page;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The organizations of the instance. */
public final class Organizations {
    /** One to be, with its owner to be. */
    record Wanted(String slug, String name, Email owner) {
        Wanted {
            slug = Organization.slug(slug);
            name = Organization.name(name);
        }
    }

    /**
     * One that was just made.
     *
     * @param invitation lets the owner in, once; shown now and never again
     */
    public record Created(Organization organization, Email owner, TokenText invitation, Instant expiresAt) {}

    private final OrganizationStore store;
    private final InstantSource clock;

    /** @param store as the login role */
    public Organizations(OrganizationStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Makes one with an owner, who is invited.
     *
     * @throws AccountException when slug, name or e-mail cannot be one, or the slug is taken
     */
    public Created create(String slug, String name, String ownerEmail) {
        Wanted wanted = new Wanted(slug, name, Email.of(ownerEmail));
        TokenText invitation = TokenText.make(TokenText.Kind.INVITATION);
        Instant now = clock.instant();
        Instant expires = now.plus(Members.INVITATION);
        long id = store.create(wanted, invitation, expires, now)
                .orElseThrow(() -> new AccountException(
                        AccountException.Kind.CONFLICT, "There is an organization " + wanted.slug() + " already."));
        return new Created(new Organization(id, wanted.slug(), wanted.name()), wanted.owner(), invitation, expires);
    }

    /** All of them, by number. */
    public Page<Organization> list(@Nullable String after, int limit) {
        return store.list(after, limit);
    }

    /** @throws AccountException when there is none of that slug */
    public Organization find(String slug) {
        return store.find(slug)
                .orElseThrow(() ->
                        new AccountException(AccountException.Kind.MISSING, "There is no organization of that slug."));
    }

    /** The one that something is done in. */
    public Organization current(Deed deed) {
        return new OrganizationStore(deed.scoped().jdbi())
                .find(deed.organization())
                .orElseThrow(() -> new AccountException(
                        AccountException.Kind.MISSING, "This organization is not there any more."));
    }

    /** @throws AccountException when it cannot be a name */
    public Organization rename(Deed deed, String name) {
        String wanted = Organization.name(name);
        deed.detail("name", wanted);
        new OrganizationStore(deed.scoped().jdbi()).rename(deed.organization(), wanted);
        return current(deed);
    }
}
