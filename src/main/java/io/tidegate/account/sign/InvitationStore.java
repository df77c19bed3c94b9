package io.tidegate.account.sign;

import io.tidegate.account.TokenText;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Invitations in the table {@code api_tokens}, as the login role. */
public final class InvitationStore {
    private static final String FIND = """
            select t.id, t.org_id, t.person_id, o.name as organization
            from api_tokens t left join organizations o on o.id = t.org_id
            where t.hash = :hash and t.kind = 'invitation' and t.revoked_at is null and t.expires_at > :now
            """;

    /** Of several who come with one invitation at the same time the first wins; the others wait for it and find nothing. */
    private static final String TAKE = """
            update api_tokens set revoked_at = :now, last_used_at = :now, last_used_from = :address
            where id = :id and revoked_at is null
            """;

    private static final String SET_PASSWORD = """
            update people set password = :password
            where id = :person and (:recovery or password is null)
            """;

    private static final String COME = "update members set pending = false where org_id = :org and person_id = :person";

    private static final String END_SESSIONS = "delete from sessions where person_id = :person";

    private static final String RECOVERY = """
            with person as (
                select id from people where email = :email
            ), void as (
                update api_tokens set revoked_at = :now
                where kind = 'invitation' and org_id is null and revoked_at is null
                    and person_id in (select id from person)
            )
            insert into api_tokens (person_id, kind, name, shown, hash, created_at, expires_at)
            select id, 'invitation', 'recovery', :shown, :hash, :now, :expires from person
            """;

    /**
     * One that may be taken.
     *
     * @param organization null: of the instance, and lets a person have another password
     */
    record Invitation(
            long id,
            @Nullable Long organization,
            long person,
            @Nullable String organizationName) {
        boolean recovery() {
            return organization == null;
        }
    }

    private final Jdbi jdbi;

    public InvitationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Invitation> find(TokenText token, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("hash", token.hash())
                .bind("now", now)
                .map((rs, context) -> new Invitation(
                        rs.getLong("id"),
                        rs.getObject("org_id", Long.class),
                        rs.getLong("person_id"),
                        rs.getString("organization")))
                .findOne());
    }

    /**
     * Takes one, all or nothing.
     *
     * @param password the hash of a new one; null: they have one, which they said
     * @return false when somebody else was faster
     */
    boolean take(Invitation invitation, @Nullable String password, String address, Instant now) {
        return jdbi.inTransaction(handle -> {
            boolean first = handle.createUpdate(TAKE)
                            .bind("id", invitation.id())
                            .bind("address", address)
                            .bind("now", now)
                            .execute()
                    == 1;
            boolean set = first
                    && (password == null
                            || handle.createUpdate(SET_PASSWORD)
                                            .bind("person", invitation.person())
                                            .bind("password", password)
                                            .bind("recovery", invitation.recovery())
                                            .execute()
                                    == 1);
            if (!set) {
                handle.rollback();
                return false;
            }
            if (invitation.recovery()) {
                handle.createUpdate(END_SESSIONS)
                        .bind("person", invitation.person())
                        .execute();
            }
            handle.createUpdate(COME)
                    .bind("org", invitation.organization())
                    .bind("person", invitation.person())
                    .execute();
            return true;
        });
    }

    /** @return false when nobody has that e-mail */
    boolean recover(String email, TokenText token, Instant expires, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(RECOVERY)
                        .bind("email", email)
                        .bind("shown", token.shown())
                        .bind("hash", token.hash())
                        .bind("expires", expires)
                        .bind("now", now)
                        .execute()
                == 1);
    }
}
