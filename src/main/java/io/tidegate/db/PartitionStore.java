package io.tidegate.db;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The day partitions of tables that grow with time: made ahead, dropped when their days are over. Days are UTC. */
public final class PartitionStore {
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

    /** Drops the partitions whose day ended more than {@code days} days ago. */
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
                handle.createUpdate(DROP).define("partition", partition).execute();
            }
        });
    }
}
