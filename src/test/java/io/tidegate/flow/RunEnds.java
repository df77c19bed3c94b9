package io.tidegate.flow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Waits for jobs to leave the state running: a trigger tells, so that nobody has to look again and again. */
public final class RunEnds implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String TRIGGER = """
            create or replace function tell_run_end() returns trigger language plpgsql as $$
            begin
                perform pg_notify('run_ends', new.dock_id || ' ' || new.state);
                return null;
            end $$;
            create or replace trigger tell_run_end after update of state on sync_queue
                for each row when (old.state = 'running' and new.state <> 'running') execute function tell_run_end();
            listen run_ends;
            """;

    private final Connection connection;
    private final List<String> told = new ArrayList<>();

    /** Listens on a connection of its own. */
    public RunEnds(DataSource database) throws SQLException {
        connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(TRIGGER);
        }
    }

    /** Waits until a job of the dock is no longer running, and returns what it became. */
    public String await(long dock) {
        try {
            long end = System.nanoTime() + LONGEST.toNanos();
            while (true) {
                for (String each : told) {
                    if (each.startsWith(dock + " ")) {
                        told.remove(each);
                        return each.substring(each.indexOf(' ') + 1);
                    }
                }
                int left = (int) Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError("no run of dock " + dock + " ended within " + LONGEST);
                }
                for (PGNotification each : connection.unwrap(PGConnection.class).getNotifications(left)) {
                    told.add(each.getParameter());
                }
            }
        } catch (SQLException e) {
            throw new AssertionError("the database went away while waiting for a run of dock " + dock, e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
        connection.close();
    }
}
