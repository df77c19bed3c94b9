package io.tidegate.oauth;

import io.tidegate.provider.failure.RejectedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The table {@code dock_tokens}. */
public final class TokenStore implements TokenRows {
    private static final String FIND = """
            select sealed::text as sealed, token_of, expires_at, updated_at from dock_tokens where dock_id = :dock
            """;

    private static final String MAKE = """
            insert into dock_tokens (dock_id, updated_at) select id, :now from docks where id = :dock
            on conflict do nothing
            """;

    /** Longer than a token URL may take; a process that stands still all the same loses the row by then. */
    private static final String PATIENCE = "set local idle_in_transaction_session_timeout = '40s'";

    private static final String LOCK = FIND + "for update";

    private static final String KEEP = """
            update dock_tokens
            set sealed = cast(:sealed as jsonb), token_of = :tokenOf, expires_at = :expiresAt, updated_at = :updatedAt
            where dock_id = :dock
            """;

    /**
     * What a dock has.
     *
     * @param sealed its tokens, as JSON; null when it has none
     * @param tokenOf the mark of what they were got with
     * @param expiresAt of the access token; null when it is not known
     * @param updatedAt when they were asked for
     */
    record Stored(
            @Nullable String sealed,
            @Nullable String tokenOf,
            @Nullable Instant expiresAt,
            Instant updatedAt) {
        @Override
        public String toString() {
            return "Stored[" + expiresAt + "]";
        }
    }

    private final Jdbi jdbi;

    public TokenStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the dock has, or null. */
    @Override
    public @Nullable Stored find(long dock) {
        return jdbi.withHandle(handle -> read(handle.createQuery(FIND), dock));
    }

    /**
     * Lets {@code renewal} make something newer of what the dock has, while nobody else can. It is committed when this
     * returns.
     *
     * @param renewal returns what it was given when that is good
     * @throws RejectedException when the dock was removed
     */
    @Override
    public Stored renew(long dock, Instant now, UnaryOperator<Stored> renewal) {
        return jdbi.inTransaction(handle -> {
            handle.execute(PATIENCE);
            handle.createUpdate(MAKE).bind("dock", dock).bind("now", now).execute();
            Stored before = read(handle.createQuery(LOCK), dock);
            if (before == null) {
                throw new RejectedException(0, "the dock was removed meanwhile");
            }
            Stored after = renewal.apply(before);
            if (!after.equals(before)) {
                handle.createUpdate(KEEP)
                        .bind("dock", dock)
                        .bind("sealed", after.sealed())
                        .bind("tokenOf", after.tokenOf())
                        .bind("expiresAt", after.expiresAt())
                        .bind("updatedAt", after.updatedAt())
                        .execute();
            }
            return after;
        });
    }

    private static @Nullable Stored read(Query query, long dock) {
        return query.bind("dock", dock)
                .map((rs, context) -> stored(rs))
                .findOne()
                .orElse(null);
    }

    private static Stored stored(ResultSet rs) throws SQLException {
        OffsetDateTime expires = rs.getObject("expires_at", OffsetDateTime.class);
        return new Stored(
                rs.getString("sealed"),
                rs.getString("token_of"),
                expires == null ? null : expires.toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
