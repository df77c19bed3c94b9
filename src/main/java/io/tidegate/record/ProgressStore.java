package io.tidegate.record;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** How far the lists of a dock are that are under way or were cut short. */
public final class ProgressStore {
    /** A list is under way while it has a next page; of a type with many lists, while a run has ended some and not all. */
    private static final String UNDER_WAY = """
            with since as (
                select least(
                    (select min(started_at) from sync_queue where dock_id = :dock and state = 'running'),
                    (select min(started_at) from sync_positions where dock_id = :dock and cursor is not null)) as at
            )
            select p.resource_type as type, min(p.started_at) as started_at, max(b.lists) as lists,
                   count(*) filter (where p.cursor is null and p.completed_at >= since.at) as ended,
                   coalesce(sum(p.page), 0) as pages, coalesce(sum(g.listed), 0) as listed,
                   case when not bool_or(b.first) and not bool_or(p.partial) then
                       coalesce((select c.live from resource_counts c
                           where c.dock_id = :dock and c.resource_type = p.resource_type), 0)
                   end as expected,
                   bool_or(b.first) as first
            from since join sync_positions p on p.dock_id = :dock and p.started_at >= since.at
            cross join lateral (
                select count(*) as lists, bool_or(q.completed_at is null) as first from sync_positions q
                where q.dock_id = :dock and q.resource_type = p.resource_type) b
            cross join lateral (
                select sum(cardinality(s.ids)) as listed from sync_pages s
                where s.dock_id = :dock and s.resource_type = p.resource_type and s.parent_key = p.parent_key
                    and s.page <= p.page) g
            group by p.resource_type
            having bool_or(p.cursor is not null)
                or count(*) filter (where p.completed_at >= since.at) between 1 and max(b.lists) - 1
            order by p.resource_type
            """;

    /**
     * Lists of a type that are under way.
     *
     * @param startedAt when the first of them began
     * @param lists how many lists the type has
     * @param ended how many of them are through
     * @param pages how many pages were kept
     * @param listed how many records these held
     * @param expected how many there were when all was last listed; null where that is not known, or changes alone are asked
     * @param first whether one of them was never complete
     */
    public record UnderWay(
            String type,
            @Nullable Instant startedAt,
            long lists,
            long ended,
            long pages,
            long listed,
            @Nullable Long expected,
            boolean first) {}

    private final Jdbi jdbi;

    public ProgressStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The types of a dock whose lists are under way. */
    public List<UnderWay> underWay(long dock) {
        return jdbi.withHandle(handle -> handle.createQuery(UNDER_WAY)
                .bind("dock", dock)
                .map(ConstructorMapper.of(UnderWay.class))
                .list());
    }
}
