package io.tidegate.kafka;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code change_streams}, and {@code resource_changes} as it is streamed. */
public final class ChangeStreamStore {
    private static final String POSITION = "select position from change_streams where name = 'kafka'";

    /**
     * The newest row that is committed, and which transactions may still commit older ones: numbers are given before rows
     * are committed. Whoever was given one held the table's lock by then, and holds it to its end.
     */
    private static final String LOOK = """
            select coalesce((select max(id) from resource_changes), 0) as newest,
                   (select at from resource_changes where id > :position order by id limit 1) as oldest,
                   array(select distinct l.virtualtransaction from pg_locks l
                       where l.locktype = 'relation' and l.relation = cast('resource_changes' as regclass)
                           and l.database = (select oid from pg_database where datname = current_database())
                           and l.mode = 'RowExclusiveLock' and l.granted) as writers
            """;

    private static final String READ = """
            select c.id, c.org_id, c.dock_id, c.resource_id, c.run, c.at, c.kind, c.field, c.old::text as old,
                   c.new::text as new, r.provider, r.resource_type, r.parent_key, r.provider_resource_id, r.name
            from resource_changes c left join resources r on r.id = c.resource_id
            where c.id > :position and c.id <= :most_recent
            order by c.id
            limit :most
            """;

    /** Only from where we read: another node that streams as well notices. */
    private static final String MOVE = """
            insert into change_streams as s (name, position, moved_at) values ('kafka', :to, :now)
            on conflict (name) do update set position = excluded.position, moved_at = excluded.moved_at
            where s.position = :from
            """;

    /**
     * How the table stands.
     *
     * @param newest the highest number among committed rows
     * @param oldest when the first row after the position changed; null when there is none
     * @param writers transactions under way that write to it
     */
    record Look(long newest, @Nullable Instant oldest, Set<String> writers) {}

    private final Jdbi jdbi;

    public ChangeStreamStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The number of the row up to which all went out; 0 when none did. */
    public long position() {
        return jdbi.withHandle(handle ->
                handle.createQuery(POSITION).mapTo(Long.class).findOne().orElse(0L));
    }

    Look look(long position) {
        return jdbi.withHandle(handle -> handle.createQuery(LOOK)
                .bind("position", position)
                .map((rs, context) -> look(rs))
                .one());
    }

    private static Look look(ResultSet rs) throws SQLException {
        Array writers = rs.getArray("writers");
        OffsetDateTime oldest = rs.getObject("oldest", OffsetDateTime.class);
        return new Look(rs.getLong("newest"), oldest == null ? null : oldest.toInstant(), Set.of((String[])
                Objects.requireNonNull(writers.getArray())));
    }

    /** Rows after a position and up to another, at most {@code most}, in the order of their numbers. */
    List<ChangeRow> read(long position, long last, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(READ)
                .bind("position", position)
                .bind("most_recent", last)
                .bind("most", most)
                .map((rs, context) -> row(rs))
                .list());
    }

    private static ChangeRow row(ResultSet rs) throws SQLException {
        String type = rs.getString("resource_type");
        return new ChangeRow(
                rs.getLong("id"),
                type == null
                        ? null
                        : new ChangeRow.Subject(
                                rs.getLong("resource_id"),
                                rs.getString("provider"),
                                type,
                                rs.getString("parent_key"),
                                rs.getString("provider_resource_id"),
                                rs.getString("name")),
                new ChangeRow.Event(
                        rs.getLong("org_id"),
                        rs.getLong("dock_id"),
                        rs.getLong("run"),
                        rs.getObject("at", OffsetDateTime.class).toInstant(),
                        rs.getString("kind")),
                rs.getString("field"),
                rs.getString("old"),
                rs.getString("new"));
    }

    /** Notes that all up to a row went out; false when another node noted so meanwhile. */
    boolean move(long from, long to, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(MOVE)
                        .bind("from", from)
                        .bind("to", to)
                        .bind("now", now)
                        .execute())
                == 1;
    }
}
