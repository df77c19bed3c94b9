package io.tidegate.account.sign;

import io.tidegate.account.Email;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code people}, as the login role. */
public final class PersonStore {
    private static final String BY_EMAIL =
            "select id, email, name, password, operator from people where email = :email";

    private static final String BY_ID = "select id, email, name, password, operator from people where id = :id";

    private static final String ANYBODY = "select exists (select from people where password is not null)";

    /** Only where it is still what was verified: two changes at once do not both win. */
    private static final String PASSWORD = """
            update people set password = :password where id = :id and password is not distinct from cast(:before as text)
            """;

    private static final String OPERATOR = "update people set operator = :operator where email = :email";

    private static final String FIRST_OWNER = """
            with made as (
                insert into people (email, name, created_at)
                select :email, :name, :now
                where not exists (select from members where org_id = (select min(id) from organizations))
                on conflict (email) do nothing
                returning id
            )
            insert into members (org_id, person_id, role, created_at)
            select (select min(id) from organizations), id, 'owner', :now from made
            """;

    private static final String SEEN = """
            update people set last_seen_at = :now where id = :id and (last_seen_at is null or last_seen_at < :now)
            """;

    /**
     * Somebody with an account.
     *
     * @param password its hash; null when they have none yet
     */
    record Person(
            long id, String email, String name, @Nullable String password, boolean operator) {}

    private final Jdbi jdbi;

    public PersonStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Optional<Person> find(Email email) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_EMAIL)
                .bind("email", email.text())
                .map((rs, context) -> person(rs))
                .findOne());
    }

    Optional<Person> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bind("id", id)
                .map((rs, context) -> person(rs))
                .findOne());
    }

    /** Whether there is anybody who could sign in. */
    public boolean anybody() {
        return jdbi.withHandle(
                handle -> handle.createQuery(ANYBODY).mapTo(Boolean.class).one());
    }

    /**
     * Makes somebody an operator of the instance, or no more.
     *
     * @return false when nobody has that e-mail
     */
    public boolean operator(Email email, boolean operator) {
        return jdbi.withHandle(handle -> handle.createUpdate(OPERATOR)
                        .bind("email", email.text())
                        .bind("operator", operator)
                        .execute()
                == 1);
    }

    /** Makes somebody the owner of the oldest organization, where it has no members; without a password. */
    public void makeFirstOwner(Email email, String name, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(FIRST_OWNER)
                .bind("email", email.text())
                .bind("name", name)
                .bind("now", now)
                .execute());
    }

    boolean password(long id, @Nullable String before, String password) {
        return jdbi.withHandle(handle -> handle.createUpdate(PASSWORD)
                        .bind("id", id)
                        .bind("before", before)
                        .bind("password", password)
                        .execute()
                == 1);
    }

    void seen(long id, Instant now) {
        jdbi.useHandle(handle ->
                handle.createUpdate(SEEN).bind("id", id).bind("now", now).execute());
    }

    private static Person person(ResultSet rs) throws SQLException {
        return new Person(
                rs.getLong("id"),
                rs.getString("email"),
                rs.getString("name"),
                rs.getString("password"),
                rs.getBoolean("operator"));
    }
}
