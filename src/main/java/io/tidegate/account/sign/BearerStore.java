package io.tidegate.account.sign;

import io.tidegate.access.Permission;
import io.tidegate.access.Role;
import io.tidegate.account.ApiToken;
import io.tidegate.account.ApiTokenStore;
import io.tidegate.account.Organization;
import io.tidegate.account.TokenText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code api_tokens} as what programs come with is looked up in it, as the login role. */
public final class BearerStore {
    private static final String FIND = """
            select t.id, t.org_id as wanted, t.device_id, t.device_role, t.scopes, t.expires_at, t.revoked_at,
                   t.last_used_at, p.id as person_id, p.email, p.operator, m.role, o.id as org_id, o.slug, o.name
            from api_tokens t
            join people p on p.id = t.person_id
            left join members m on m.org_id = t.org_id and m.person_id = t.person_id and not m.pending
            left join organizations o on o.id = m.org_id
            where t.kind = 'api' and (t.hash = cast(:hash as bytea) or t.id = any(cast(:ids as bigint[])))
            """;

    private static final String USED = """
            update api_tokens set last_used_at = :now, last_used_from = :address
            where id = :id and (last_used_at is null or last_used_at < :now)
            """;

    private static final String ALL_USED = """
            update api_tokens set last_used_at = :now
            where id = any(cast(:ids as bigint[])) and (last_used_at is null or last_used_at < :now)
            """;

    /**
     * A token and what its person is now; null where there is nothing.
     *
     * @param wanted the organization it was made for; null: the instance
     * @param device that it is for; null: for a program of a person's
     */
    record Bearer(
            long id,
            @Nullable Long wanted,
            @Nullable Set<Permission> scopes,
            @Nullable Instant expiresAt,
            boolean revoked,
            @Nullable Instant lastUsedAt,
            long person,
            String email,
            boolean operator,
            @Nullable Role role,
            @Nullable Organization organization,
            ApiToken.@Nullable OfDevice device) {
        boolean ofInstance() {
            return wanted == null;
        }
    }

    private final Jdbi jdbi;

    public BearerStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Bearer> find(TokenText token) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("hash", token.hash())
                .bindArray("ids", Long.class)
                .map((rs, context) -> bearer(rs))
                .findOne());
    }

    List<Bearer> find(Set<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("hash", (byte[]) null)
                .bindArray("ids", Long.class, ids.toArray())
                .map((rs, context) -> bearer(rs))
                .list());
    }

    void used(long id, String address, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(USED)
                .bind("id", id)
                .bind("address", address)
                .bind("now", now)
                .execute());
    }

    /** The same of many, from where they were used before. */
    void used(Set<Long> ids, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(ALL_USED)
                .bindArray("ids", Long.class, ids.toArray())
                .bind("now", now)
                .execute());
    }

    private static Bearer bearer(ResultSet rs) throws SQLException {
        String role = rs.getString("role");
        String device = rs.getString("device_id");
        return new Bearer(
                rs.getLong("id"),
                rs.getObject("wanted", Long.class),
                ApiTokenStore.scopes(rs.getArray("scopes")),
                instant(rs, "expires_at"),
                rs.getObject("revoked_at") != null,
                instant(rs, "last_used_at"),
                rs.getLong("person_id"),
                rs.getString("email"),
                rs.getBoolean("operator"),
                role == null ? null : Role.find(role).orElseThrow(),
                role == null
                        ? null
                        : new Organization(rs.getLong("org_id"), rs.getString("slug"), rs.getString("name")),
                device == null ? null : new ApiToken.OfDevice(device, rs.getString("device_role")));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
