package io.tidegate.device.log;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Where each workspace's log ends and begins: {@code server_version_counter}. */
public final class CounterStore {
    /** On which PostgreSQL says that a workspace, whose number is the payload, has new versions. */
    public static final String CHANNEL = "device_changes";

    private static final String ENSURE = """
            insert into server_version_counter (workspace_id) values (:workspace) on conflict do nothing
            """;

    private static final String LOCK = """
            select version, floor from server_version_counter where workspace_id = :workspace for update
            """;

    private static final String LOOK = """
            select version, floor from server_version_counter where workspace_id = :workspace
            """;

    private static final String RAISE = """
            with raised as (
                update server_version_counter set version = :version where workspace_id = :workspace
                returning workspace_id)
            select pg_notify(:channel, cast(workspace_id as text)) from raised
            """;

    private final Jdbi jdbi;

    public CounterStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Up to where the log goes, and from where on. */
    public record Counter(long head, long floor) {
        static final Counter NEW = new Counter(0, 0);
    }

    /** Makes sure that the workspace has a counter. */
    public void ensure(long workspace) {
        jdbi.useHandle(handle ->
                handle.createUpdate(ENSURE).bind("workspace", workspace).execute());
    }

    /** Waits until nobody else gives out versions of the workspace; to the end of the transaction nobody else does. */
    public Optional<Counter> lock(long workspace) {
        return find(LOCK, workspace);
    }

    /** Where they are now; a workspace without a counter has an empty log. */
    public Counter look(long workspace) {
        return find(LOOK, workspace).orElse(Counter.NEW);
    }

    private Optional<Counter> find(String sql, long workspace) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("workspace", workspace)
                .map((row, context) -> new Counter(row.getLong("version"), row.getLong("floor")))
                .findOne());
    }

    /** Moves the end of the log, and tells who watches once that is committed. */
    public void raise(long workspace, long version) {
        jdbi.useHandle(handle -> handle.createQuery(RAISE)
                .bind("workspace", workspace)
                .bind("version", version)
                .bind("channel", CHANNEL)
                .mapTo(String.class)
                .list());
    }
}
