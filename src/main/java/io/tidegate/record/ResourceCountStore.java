package io.tidegate.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** How many resources there are, and how many changes there were. */
public final class ResourceCountStore {
    /** A dock's changes are counted up to here, then "1,000 or more" must do. */
    public static final int MOST_CHANGES = 1_000;

    private static final String LIVE = """
            select dock_id, resource_type, count(*) as live from resources
            where deleted_at is null
            group by dock_id, resource_type
            order by dock_id, resource_type
            """;

    /** Walks each dock's newest changes by their index and stops; counting all of a day could mean millions. */
    private static final String CHANGED = """
            select d.id, (
                select count(*) filter (where c.at >= :since) from (
                    select at from resource_changes where dock_id = d.id order by id desc limit :most) c) as changes
            from docks d
            """;

    /** The live resources of a dock's type. */
    public record Live(long dock, String type, long count) {}

    private final Jdbi jdbi;

    public ResourceCountStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Live resources by dock and type; reads an index of all of them, so not for every request. */
    public List<Live> live() {
        return jdbi.withHandle(handle -> handle.createQuery(LIVE)
                .map((rs, context) ->
                        new Live(rs.getLong("dock_id"), rs.getString("resource_type"), rs.getLong("live")))
                .list());
    }

    /** Rows of history since an instant by dock, at most {@link #MOST_CHANGES} each. */
    public Map<Long, Long> changedSince(Instant since) {
        return jdbi.withHandle(handle -> handle
                .createQuery(CHANGED)
                .bind("since", since)
                .bind("most", MOST_CHANGES)
                .map((rs, context) -> Map.entry(rs.getLong("id"), rs.getLong("changes")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
