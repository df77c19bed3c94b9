package io.tidegate.federation.local;

import io.tidegate.federation.local.LocalSide.Found;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** What every kind's table is asked, by statements of its own. */
final class LookupStore {
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended(:what, 0))";

    private static final String NEW_IDS = """
            select nextval(pg_get_serial_sequence(:table, 'id')) from generate_series(1, :count)
            """;

    private final Jdbi jdbi;

    LookupStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Waits until nobody else is at it; to the end of the transaction. */
    void alone(String what) {
        jdbi.useHandle(handle ->
                handle.createQuery(ALONE).bind("what", what).mapTo(String.class).one());
    }

    Map<String, Long> byId(String statement, Map<String, ?> binds, Collection<String> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(statement)
                .bindMap(binds)
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((rs, context) -> Map.entry(rs.getString("external"), rs.getLong("id")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    List<Found> byFields(String statement, Map<String, ?> binds, List<String> fields, Collection<String> keys) {
        return jdbi.withHandle(handle -> handle.createQuery(statement)
                .bindMap(binds)
                .bind("between", LocalSide.BETWEEN)
                .bindArray("fields", String.class, fields)
                .bindArray("keys", String.class, List.copyOf(keys))
                .map((rs, context) -> new Found(rs.getString("key"), rs.getLong("id")))
                .list());
    }

    List<Long> newIds(String table, int count) {
        return jdbi.withHandle(handle -> handle.createQuery(NEW_IDS)
                .bind("table", table)
                .bind("count", count)
                .mapTo(Long.class)
                .list());
    }
}
