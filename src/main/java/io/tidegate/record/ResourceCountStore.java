package io.tidegate.record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How many resources there are, how fresh their lists are, and how many changes there were. */
public final class ResourceCountStore {
    /** A dock's changes are counted up to here, then "1,000 or more" must do. */
    public static final int MOST_CHANGES = 1_000;

    private static final String LIVE = """
            select dock_id, resource_type, live from resource_counts where live > 0 order by dock_id, resource_type
            """;

    /** Walks each dock's newest changes by their index and stops; counting all of a day could mean millions. */
    private static final String CHANGED = """
            select d.id, (
                select count(*) filter (where c.at >= :since) from (
                    select at from resource_changes where dock_id = d.id
                    order by at desc, id desc limit :most) c) as changes
            from docks d
            """;

    private static final String TYPES = """
            select p.resource_type, count(*) as lists, min(p.completed_at) as listed_at,
                   count(*) filter (where p.cursor is not null) as unfinished,
                   count(*) filter (where p.error_code is not null and p.failures > 0) as failing,
                   max(p.error) filter (where p.failures > 0) as error, max(p.backoff_until) as backoff_until,
                   min(p.held_since) as held_since, max(p.held_reason) as held_reason,
                   coalesce((select c.live from resource_counts c
                       where c.dock_id = :dock and c.resource_type = p.resource_type), 0) as live
            from sync_positions p where p.dock_id = :dock
            group by p.resource_type order by p.resource_type
            """;

    private static final String LISTED = """
            select coalesce(sum(cardinality(g.ids)), 0)
            from sync_positions p
            join sync_pages g on g.dock_id = p.dock_id and g.resource_type = p.resource_type
                and g.parent_key = p.parent_key and g.page <= p.page
            where p.dock_id = :dock and p.started_at >= :since
            """;

    /**
     * Where a dock's type stands.
     *
     * @param live its resources
     * @param lists how many lists it has: one, or one for each parent
     * @param unfinished how many of them were cut short and go on
     * @param listedAt when the list was completed that waits longest; null when none was
     * @param failing how many of them fail
     * @param error of one that fails
     * @param heldSince since when the guard holds deletions back; null when it does not
     */
    public record TypeState(
            String type,
            long live,
            long lists,
            long unfinished,
            @Nullable Instant listedAt,
            long failing,
            @Nullable String error,
            @Nullable Instant backoffUntil,
            @Nullable Instant heldSince,
            @Nullable String heldReason) {}

    /** The live resources of a dock's type. */
    public record Live(long dock, String type, long count) {}

    private final Jdbi jdbi;

    public ResourceCountStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Live resources by dock and type. */
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

    /** Where the types of a dock stand that were listed before. */
    public List<TypeState> types(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery(TYPES)
                .bind("dock", dock)
                .map((rs, context) -> new TypeState(
                        rs.getString("resource_type"),
                        rs.getLong("live"),
                        rs.getLong("lists"),
                        rs.getLong("unfinished"),
                        instant(rs.getObject("listed_at", OffsetDateTime.class)),
                        rs.getLong("failing"),
                        rs.getString("error"),
                        instant(rs.getObject("backoff_until", OffsetDateTime.class)),
                        instant(rs.getObject("held_since", OffsetDateTime.class)),
                        rs.getString("held_reason")))
                .list());
    }

    /** Records in the lists of a dock that began since an instant: how far a run is. */
    public long listedSince(long dock, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(LISTED)
                .bind("dock", dock)
                .bind("since", since)
                .mapTo(Long.class)
                .one());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
