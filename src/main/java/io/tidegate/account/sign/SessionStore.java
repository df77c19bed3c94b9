package io.tidegate.account.sign;

import io.tidegate.access.Role;
import io.tidegate.account.Organization;
import io.tidegate.account.TokenText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code sessions}, as the login role. */
public final class SessionStore {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);

    private static final String BEGIN = """
            insert into sessions (hash, person_id, org_id, created_at, seen_at, expires_at, address)
            values (:hash, :person, coalesce(cast(:org as bigint), (
                select org_id from members where person_id = :person and not pending
                order by created_at, org_id limit 1)), :now, :now, :expires, :address)
            returning org_id
            """;

    private static final String FIND = """
            select p.id, p.email, p.operator, s.org_id as wanted, o.id as org_id, o.slug, o.name,
                   m.role, s.created_at, s.seen_at
            from sessions s
            join people p on p.id = s.person_id
            left join members m on m.org_id = s.org_id and m.person_id = s.person_id and not m.pending
            left join organizations o on o.id = m.org_id
            where s.hash = :hash and s.expires_at > :now
            """;

    private static final String SEEN = """
            with session as (
                update sessions set seen_at = :now, expires_at = :expires where hash = :hash and seen_at < :now
                returning person_id
            )
            update people set last_seen_at = :now where id in (select person_id from session)
            """;

    private static final String SWITCH = """
            update sessions s set org_id = m.org_id
            from members m join organizations o on o.id = m.org_id
            where s.hash = :hash and s.expires_at > :now and m.person_id = s.person_id and not m.pending and o.slug = :slug
            """;

    private static final String END = "delete from sessions where hash = :hash";

    private static final String END_ALL = "delete from sessions where person_id = :person";

    private static final String FORGET = "delete from sessions where expires_at <= :now";

    /**
     * A session that lasts, with what its person is where they are now.
     *
     * @param wanted the organization that was chosen; they may have left it
     * @param organization the one they are in; null for none
     */
    record Session(
            long person,
            String email,
            boolean operator,
            @Nullable Long wanted,
            @Nullable Organization organization,
            @Nullable Role role,
            Instant createdAt,
            Instant seenAt) {}

    private final Jdbi jdbi;

    public SessionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Begins one.
     *
     * @param organization where it begins; null: where they have been longest
     * @return where it began; empty for none
     */
    Optional<Long> begin(TokenText cookie, long person, @Nullable Long organization, String address, Instant now) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate(FORGET).bind("now", now).execute();
            return handle.createQuery(BEGIN)
                    .bind("hash", cookie.hash())
                    .bind("person", person)
                    .bind("org", organization)
                    .bind("address", address)
                    .bind("now", now)
                    .bind("expires", now.plus(IDLE))
                    .map((rs, context) -> Optional.ofNullable(rs.getObject("org_id", Long.class)))
                    .one();
        });
    }

    Optional<Session> find(TokenText cookie, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("hash", cookie.hash())
                .bind("now", now)
                .map((rs, context) -> session(rs))
                .findOne());
    }

    /** It was used, and lasts on; never longer than a session may. */
    void seen(TokenText cookie, Instant createdAt, Instant now) {
        Instant idle = now.plus(IDLE);
        Instant end = createdAt.plus(LONGEST);
        jdbi.useHandle(handle -> handle.createUpdate(SEEN)
                .bind("hash", cookie.hash())
                .bind("now", now)
                .bind("expires", idle.isBefore(end) ? idle : end)
                .execute());
    }

    /** @return false when its person is no member of such an organization */
    boolean switchTo(TokenText cookie, String slug, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(SWITCH)
                        .bind("hash", cookie.hash())
                        .bind("slug", slug)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    void end(TokenText cookie) {
        jdbi.useHandle(
                handle -> handle.createUpdate(END).bind("hash", cookie.hash()).execute());
    }

    void endAll(long person) {
        jdbi.useHandle(
                handle -> handle.createUpdate(END_ALL).bind("person", person).execute());
    }

    private static Session session(ResultSet rs) throws SQLException {
        String role = rs.getString("role");
        return new Session(
                rs.getLong("id"),
                rs.getString("email"),
                rs.getBoolean("operator"),
                rs.getObject("wanted", Long.class),
                role == null
                        ? null
                        : new Organization(rs.getLong("org_id"), rs.getString("slug"), rs.getString("name")),
                role == null ? null : Role.find(role).orElseThrow(),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("seen_at", OffsetDateTime.class).toInstant());
    }
}
