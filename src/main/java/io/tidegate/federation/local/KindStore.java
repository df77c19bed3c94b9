package io.tidegate.federation.local;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Counts local records by kind, over all organizations, as the login role. */
public final class KindStore {
    private static final String COUNTS = """
            select kind, count(*) as records, count(*) filter (where is_active) as active
            from local_records group by kind
            union all
            select 'player', count(*), count(*) filter (where is_active) from player_identities having count(*) > 0
            order by kind
            """;

    private final Jdbi jdbi;

    public KindStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many there are of a kind, and how many of them are active. */
    record Count(String kind, long records, long active) {}

    /** The kinds of which there are any, by name. */
    List<Count> counts() {
        return jdbi.withHandle(handle -> handle.createQuery(COUNTS)
                .map((rs, context) -> new Count(rs.getString("kind"), rs.getLong("records"), rs.getLong("active")))
                .list());
    }
}
