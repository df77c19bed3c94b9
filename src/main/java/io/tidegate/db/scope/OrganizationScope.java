package io.tidegate.db.scope;

import io.tidegate.db.ConnectionPool;
import io.tidegate.db.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;

/**
 * Transactions that see one organization's rows and no others, whatever their statements ask for: they act as a role
 * that has no rights but these, and the policies of the tables do the rest.
 */
public final class OrganizationScope {
    /** In one statement: each that a transaction begins with is one more round trip of all who are in a hurry. */
    private static final String ENTER = "select set_config('role', 'tidegate_api', true),"
            + " set_config('tidegate.org', ?, true), set_config('statement_timeout', ?, true)";

    private static final String NO_END = "0";

    /** Who only looks has gone away by then, and the connection is one that the sync waits for. */
    private static final String LONGEST_LOOK = "15s";

    private final DataSource pool;

    /** @param pool the login role's, which may act as {@code tidegate_api} */
    public OrganizationScope(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Does work in a transaction of its own, which is committed at its end and rolled back when it fails. Stores made
     * from what it is given take part in that transaction, also those that would begin one.
     *
     * @throws DatabaseException when the database cannot be reached
     */
    public <T> T within(long organization, Function<Scoped, T> work) {
        return within(organization, NO_END, work);
    }

    /**
     * The same for who only reads: no statement takes longer than 15 s.
     *
     * @throws DatabaseException when the database cannot be reached
     */
    public <T> T looking(long organization, Function<Scoped, T> work) {
        return within(organization, LONGEST_LOOK, work);
    }

    private <T> T within(long organization, String longest, Function<Scoped, T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                enter(connection, organization, longest);
                Jdbi jdbi = ConnectionPool.configured(Jdbi.create(connection));
                // the transaction is ours to end, not that of the first store which asks something
                jdbi.configure(Handles.class, handles -> handles.setForceEndTransactions(false));
                T result = work.apply(new Scoped(organization, jdbi));
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseException("the database cannot be asked: " + e.getMessage(), e);
        }
    }

    private static void enter(Connection connection, long organization, String longest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
            statement.setString(1, Long.toString(organization));
            statement.setString(2, longest);
            statement.execute();
        }
    }
}
