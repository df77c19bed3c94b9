package io.tidegate.account;

import io.tidegate.access.Role;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code members}, within a transaction of one organization. */
public final class MemberStore {
    private static final String COLUMNS = """
            select m.person_id, p.email, case when m.pending then null else p.name end as name, m.role, m.pending,
                   m.created_at, case when m.pending then null else p.last_seen_at end as last_seen_at
            from members m join people p on p.id = m.person_id
            """;

    private static final String LIST = COLUMNS + """
            where cast(:after as bigint) is null or m.person_id > :after
            order by m.person_id
            limit :most
            """;

    private static final String FIND = COLUMNS + "where m.person_id = :person";

    private static final String FIND_BY_EMAIL = COLUMNS + "where p.email = :email";

    /** Locked, so that two owners who unmake each other at the same time do it one after the other. */
    private static final String OWNERS = """
            select person_id from members where org_id = :org and role = 'owner' and not pending
            order by person_id
            for update
            """;

    private static final String INVITE = """
            insert into members (org_id, person_id, role, created_at, pending)
            values (:org, person_of(:email, :name, :now), :role, :now, true)
            on conflict (org_id, person_id) do update set role = excluded.role where members.pending
            returning person_id
            """;

    private static final String CHANGE = "update members set role = :role where org_id = :org and person_id = :person";

    private static final String REMOVE = "delete from members where org_id = :org and person_id = :person";

    private final Jdbi jdbi;

    public MemberStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Page<Member> list(@Nullable String after, int limit) {
        List<Member> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("after", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> member(rs))
                .list());
        return Page.of(rows, limit, member -> Long.toString(member.person()));
    }

    Optional<Member> find(long person) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("person", person)
                .map((rs, context) -> member(rs))
                .findOne());
    }

    Optional<Member> find(Email email) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND_BY_EMAIL)
                .bind("email", email.text())
                .map((rs, context) -> member(rs))
                .findOne());
    }

    /** Those who have come, and stay what they are until the transaction ends. */
    List<Long> lockOwners(long organization) {
        return jdbi.withHandle(handle -> handle.createQuery(OWNERS)
                .bind("org", organization)
                .mapTo(Long.class)
                .list());
    }

    /** @return the person's number, or empty when they are a member already */
    Optional<Long> invite(long organization, Email email, Role role, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(INVITE)
                .bind("org", organization)
                .bind("email", email.text())
                .bind("name", email.text().substring(0, email.text().indexOf('@')))
                .bind("role", role.word())
                .bind("now", now)
                .mapTo(Long.class)
                .findOne());
    }

    void change(long organization, long person, Role role) {
        jdbi.useHandle(handle -> handle.createUpdate(CHANGE)
                .bind("org", organization)
                .bind("person", person)
                .bind("role", role.word())
                .execute());
    }

    /** Their sessions in it end with it. */
    void remove(long organization, long person) {
        jdbi.useHandle(handle -> handle.createUpdate(REMOVE)
                .bind("org", organization)
                .bind("person", person)
                .execute());
    }

    private static Member member(ResultSet rs) throws SQLException {
        OffsetDateTime seen = rs.getObject("last_seen_at", OffsetDateTime.class);
        return new Member(
                rs.getLong("person_id"),
                rs.getString("email"),
                rs.getString("name"),
                Role.find(rs.getString("role")).orElseThrow(),
                rs.getBoolean("pending"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                seen == null ? null : seen.toInstant());
    }
}
