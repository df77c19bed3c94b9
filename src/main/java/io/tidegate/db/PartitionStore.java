package io.tidegate.db;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The day partitions of tables that grow with time: made ahead, dropped when their days are over. Days are UTC. */
public final class PartitionStore {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionStore.class);
    private static final String LOCKED = "55P03";
    private static final int DAYS_AHEAD = 14;
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("'_'yyyyMMdd");

    /** Two that look at once would both find a partition missing. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('tidegate partitions'))";

    private static final String ENSURE = "select ensure_day_partitions(:parent, :first, :days)";

    private static final String OLD = """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = cast(:parent as regclass) and c.relname < :oldest and c.relname ~ '_[0-9]{8}$'
            """;

    private static final String DROP = "drop table if exists <partition>";

    /** What a clock that stood elsewhere left beside the days. */
    private static final String STRAY = "delete from <partition> where <key> < :before";

    private static final String KEY =
            "select substring(pg_get_partkeydef(cast(:parent as regclass)) from '[(](.*)[)]')";

    /** Behind a statement that takes long, every run would wait for us. */
    private static final String NOT_LONG = "set local lock_timeout = '2s'";

    private final Jdbi jdbi;

    public PartitionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes the partitions of today and of fourteen days ahead, where they are missing. */
    public void ensure(String table, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createQuery(ONE_AT_A_TIME).mapToMap().list();
            handle.createQuery(ENSURE)
                    .bind("parent", table)
                    .bind("first", LocalDate.ofInstant(now, ZoneOffset.UTC))
                    .bind("days", DAYS_AHEAD + 1)
                    .mapToMap()
                    .list();
        });
    }

    /**
     * Drops the partitions whose day ended more than {@code days} days ago. One that somebody reads is left for the next
     * time.
     */
    public void dropOlderThan(String table, int days, Instant now) {
        String oldest =
                table + SUFFIX.format(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days));
        jdbi.useHandle(handle -> {
            List<String> old = handle.createQuery(OLD)
                    .bind("parent", table)
                    .bind("oldest", oldest)
                    .mapTo(String.class)
                    .list();
            for (String partition : old) {
                drop(handle, partition);
            }
            handle.createUpdate(STRAY)
                    .define("partition", table + "_default")
                    .define(
                            "key",
                            handle.createQuery(KEY)
                                    .bind("parent", table)
                                    .mapTo(String.class)
                                    .one())
                    .bind("before", now.minus(Duration.ofDays(days)))
                    .execute();
        });
    }

    private static void drop(Handle handle, String partition) {
        try {
            handle.useTransaction(one -> {
                one.execute(NOT_LONG);
                one.createUpdate(DROP).define("partition", partition).execute();
            });
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause && LOCKED.equals(cause.getSQLState())) {
                LOG.warn("{} is in use, and is dropped another day", partition);
            } else {
                throw e;
            }
        }
    }
}
