package io.tidegate.account;

import io.tidegate.access.Permission;
import io.tidegate.page.Page;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code api_tokens}, without what they are found by. */
public final class ApiTokenStore {
    private static final String ADD = """
            insert into api_tokens (org_id, person_id, kind, name, shown, hash, scopes, created_at, expires_at,
                                    device_id, device_role)
            values (:org, :person, :kind, :name, :shown, :hash, :scopes, :now, :expires, :device, :deviceRole)
            returning id
            """;

    private static final String LIST = """
            select t.id, t.person_id, p.email, t.name, t.shown, t.scopes, t.created_at, t.expires_at, t.last_used_at,
                   t.last_used_from, t.revoked_at
            from api_tokens t join people p on p.id = t.person_id
            where t.kind = 'api' and t.device_id is null and t.org_id is not distinct from cast(:org as bigint)
                and (cast(:person as bigint) is null or t.person_id = :person)
                and (cast(:before as bigint) is null or t.id < :before)
            order by t.id desc
            limit :most
            """;

    private static final String REVOKE = """
            update api_tokens set revoked_at = :now
            where id = :id and kind = 'api' and device_id is null
                and org_id is not distinct from cast(:org as bigint) and revoked_at is null
                and (cast(:person as bigint) is null or person_id = :person)
            """;

    private static final String REVOKE_ALL = """
            with cursors as (
                delete from device_cursors
                where workspace_id = :org and person_id = :person and cast(:kind as text) is null
            )
            update api_tokens set revoked_at = :now
            where person_id = :person and org_id = :org and revoked_at is null
                and (cast(:kind as text) is null or kind = :kind)
            """;

    private final Jdbi jdbi;

    public ApiTokenStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    boolean isOperator(long person) {
        return jdbi.withHandle(handle -> handle.createQuery("select operator from people where id = :person")
                .bind("person", person)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** When a token ends, of those that can be seen; empty for never. */
    Optional<Instant> end(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select expires_at from api_tokens where id = :id")
                .bind("id", id)
                .map((rs, context) -> Optional.ofNullable(instant(rs, "expires_at")))
                .findOne()
                .flatMap(each -> each));
    }

    /**
     * Whose a token is: a person's in an organization; null: of the instance.
     *
     * @param device null where it is for no device
     */
    record Holder(@Nullable Long organization, long person, ApiToken.@Nullable OfDevice device) {}

    long add(Holder holder, TokenText.Kind kind, TokenText secret, ApiToken.Wanted wanted, Instant now) {
        Set<Permission> scopes = wanted.scopes();
        ApiToken.OfDevice device = holder.device();
        return jdbi.withHandle(handle -> handle.createQuery(ADD)
                .bind("org", holder.organization())
                .bind("person", holder.person())
                .bind("kind", kind == TokenText.Kind.API ? "api" : "invitation")
                .bind("name", wanted.name())
                .bind("shown", secret.shown())
                .bind("hash", secret.hash())
                .bindArray(
                        "scopes",
                        String.class,
                        scopes == null
                                ? null
                                : scopes.stream().map(Permission::word).sorted().toArray())
                .bind("now", now)
                .bind("expires", wanted.expiresAt())
                .bind("device", device == null ? null : device.id())
                .bind("deviceRole", device == null ? null : device.role())
                .mapTo(Long.class)
                .one());
    }

    Page<ApiToken> list(@Nullable Long organization, @Nullable Long person, @Nullable String after, int limit) {
        List<ApiToken> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("org", organization)
                .bind("person", person)
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> token(rs))
                .list());
        return Page.of(rows, limit, token -> Long.toString(token.id()));
    }

    boolean revoke(long id, @Nullable Long organization, @Nullable Long person, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(REVOKE)
                        .bind("id", id)
                        .bind("org", organization)
                        .bind("person", person)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /** Ends what a member has in an organization. */
    void revokeAll(long organization, long person, TokenText.@Nullable Kind kind, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(REVOKE_ALL)
                .bind("org", organization)
                .bind("person", person)
                .bind("kind", kind == null ? null : kind == TokenText.Kind.API ? "api" : "invitation")
                .bind("now", now)
                .execute());
    }

    private static ApiToken token(ResultSet rs) throws SQLException {
        return new ApiToken(
                rs.getLong("id"),
                rs.getLong("person_id"),
                rs.getString("email"),
                rs.getString("name"),
                rs.getString("shown"),
                scopes(rs.getArray("scopes")),
                new ApiToken.Times(
                        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(rs, "expires_at"),
                        instant(rs, "last_used_at"),
                        rs.getString("last_used_from"),
                        instant(rs, "revoked_at")));
    }

    /** A word that is no permission any more gives nothing. */
    public static @Nullable Set<Permission> scopes(@Nullable Array words) throws SQLException {
        if (words == null) {
            return null;
        }
        Set<Permission> scopes = EnumSet.noneOf(Permission.class);
        Arrays.stream((String[]) words.getArray())
                .forEach(word -> Permission.find(word).ifPresent(scopes::add));
        return scopes;
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
