package io.tidegate.device.log.upkeep;

import io.tidegate.device.log.CounterStore.Counter;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.SyncTables;
import io.tidegate.protocol.TableSchema;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Forgets entries of {@code change_log}, and with them tombstones and rows that they deleted. */
public final class LogUpkeepStore {
    private static final String WORKSPACES = """
            select workspace_id from server_version_counter where floor < version order by workspace_id
            """;

    private static final String TAKE = """
            select pg_try_advisory_xact_lock(hashtextextended('device log ' || cast(:workspace as bigint), 0))
            """;

    /**
     * The end of what is older than the retention and known to every device that moved lately, at most so much further. A
     * cursor below the floor holds nothing back: its device needs a snapshot already.
     */
    private static final String REACH = """
            select least(
                cast(:head as bigint),
                :floor + :most,
                (select min(l.server_version) - 1 from change_log l
                    where l.workspace_id = :workspace and l.server_version > :floor
                        and l.server_version <= :floor + :most and l.created_at >= :kept),
                (select min(c.version) from device_cursors c
                    where c.workspace_id = :workspace and c.version >= :floor and c.moved_at > :absent))
            """;

    private static final String FORGET_LOG = """
            delete from change_log where workspace_id = :workspace and server_version <= :floor
            """;

    private static final String FORGET_ROWS = """
            delete from synced_%s r using tombstones t
            where t.workspace_id = :workspace and t.server_version <= :floor and t.table_name = '%s'
                and r.workspace_id = t.workspace_id and r.%s = t.pk and r.deleted
            """;

    private static final String FORGET_TOMBSTONES = """
            delete from tombstones where workspace_id = :workspace and server_version <= :floor
            """;

    private static final String RAISE = """
            update server_version_counter set floor = :floor where workspace_id = :workspace
            """;

    private final Jdbi jdbi;

    public LogUpkeepStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Those whose logs hold something. */
    List<Long> workspaces() {
        return jdbi.withHandle(
                handle -> handle.createQuery(WORKSPACES).mapTo(Long.class).list());
    }

    /** Takes a workspace's upkeep to the end of the transaction; false when somebody else has it. */
    boolean take(long workspace) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("workspace", workspace)
                .mapTo(Boolean.class)
                .one());
    }

    /** Up to where the log may go now, at most so many versions further. */
    long reach(long workspace, Counter counter, int most, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(REACH)
                .bind("workspace", workspace)
                .bind("head", counter.head())
                .bind("floor", counter.floor())
                .bind("most", most)
                .bind("kept", now.minus(Limits.RETENTION))
                .bind("absent", now.minus(Limits.ABSENCE))
                .mapTo(Long.class)
                .one());
    }

    /** Forgets everything up to a version, and says so. */
    void forget(long workspace, long floor) {
        update(FORGET_LOG, workspace, floor);
        for (TableSchema table : SyncTables.all()) {
            if (table.writable()) {
                update(FORGET_ROWS.formatted(table.name(), table.name(), table.key()), workspace, floor);
            }
        }
        update(FORGET_TOMBSTONES, workspace, floor);
        update(RAISE, workspace, floor);
    }

    private void update(String sql, long workspace, long floor) {
        jdbi.useHandle(handle -> handle.createUpdate(sql)
                .bind("workspace", workspace)
                .bind("floor", floor)
                .execute());
    }
}
