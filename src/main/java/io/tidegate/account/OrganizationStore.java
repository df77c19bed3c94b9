package io.tidegate.account;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code organizations}: as the login role all of them, within a transaction of one that one alone. */
public final class OrganizationStore {
    private static final String CREATE = """
            with organization as (
                insert into organizations (slug, name, created_at) values (:slug, :name, :now)
                on conflict (slug) do nothing
                returning id
            ), member as (
                insert into members (org_id, person_id, role, created_at, pending)
                select id, person_of(:email, :called, :now), 'owner', :now, true from organization
                returning org_id, person_id
            ), token as (
                insert into api_tokens (org_id, person_id, kind, name, shown, hash, created_at, expires_at)
                select org_id, person_id, 'invitation', 'invitation', :shown, :hash, :now, :expires from member
            )
            select id from organization
            """;

    private static final String FIND = "select id, slug, name from organizations where slug = :slug";

    private static final String BY_ID = "select id, slug, name from organizations where id = :id";

    private static final String OLDEST = "select id, slug, name from organizations order by id limit 1";

    private static final String LIST = """
            select id, slug, name from organizations
            where cast(:after as bigint) is null or id > :after
            order by id
            limit :most
            """;

    private static final String RENAME = "update organizations set name = :name where id = :id";

    private static final String OF_PERSON = """
            select o.id, o.slug, o.name from members m join organizations o on o.id = m.org_id
            where m.person_id = :person and not m.pending
            order by o.name, o.id
            limit 200
            """;

    private final Jdbi jdbi;

    public OrganizationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return its number, or empty when the slug is taken */
    Optional<Long> create(Organizations.Wanted wanted, TokenText invitation, Instant expires, Instant now) {
        String email = wanted.owner().text();
        return jdbi.withHandle(handle -> handle.createQuery(CREATE)
                .bind("slug", wanted.slug())
                .bind("name", wanted.name())
                .bind("email", email)
                .bind("called", email.substring(0, email.indexOf('@')))
                .bind("shown", invitation.shown())
                .bind("hash", invitation.hash())
                .bind("expires", expires)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne());
    }

    public Optional<Organization> find(String slug) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("slug", slug)
                .map((rs, context) -> organization(rs))
                .findOne());
    }

    public Optional<Organization> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bind("id", id)
                .map((rs, context) -> organization(rs))
                .findOne());
    }

    /** The one that counts where none is named and nobody is signed in. */
    public Optional<Organization> oldest() {
        return jdbi.withHandle(handle -> handle.createQuery(OLDEST)
                .map((rs, context) -> organization(rs))
                .findOne());
    }

    /** By number. */
    public Page<Organization> list(@Nullable String after, int limit) {
        List<Organization> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("after", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> organization(rs))
                .list());
        return Page.of(rows, limit, organization -> Long.toString(organization.id()));
    }

    /** Those a person belongs to, by name. */
    public List<Organization> of(long person) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_PERSON)
                .bind("person", person)
                .map((rs, context) -> organization(rs))
                .list());
    }

    private static Organization organization(ResultSet rs) throws SQLException {
        return new Organization(rs.getLong("id"), rs.getString("slug"), rs.getString("name"));
    }

    void rename(long id, String name) {
        jdbi.useHandle(handle ->
                handle.createUpdate(RENAME).bind("id", id).bind("name", name).execute());
    }
}
