package io.tidegate.monitor;

import io.tidegate.monitor.ErrorStore.Filter;
import io.tidegate.page.MomentKey;
import io.tidegate.page.Page;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the same cause as one: of the same provider, kind, resource type and request. Numbers and ids in a request's
 * path do not tell one cause from another.
 */
public final class ErrorGroupStore {
    private static final String WHERE = """
            where (cast(:dock as bigint) is null or e.dock_id = :dock)
                and (cast(:provider as text) is null or e.service = :provider)
                and (cast(:type as text) is null or e.resource_type = :type)
                and (cast(:errorType as text) is null or e.error_type = :errorType)
                and (cast(:since as timestamptz) is null or e.seen_at >= :since)
                and (cast(:until as timestamptz) is null or e.created_at < :until)
                and (cast(:group as text) is null or e.cause = :group)
                and e.resolved_at is null
            """;

    private static final String GROUPS = """
            select g.*, s.service as provider, s.error_type, s.resource_type as type,
                   failed_request(s.details ->> 'endpoint') as request, s.id as latest, s.dock_id as dock,
                   d.name as dock_name, s.run, s.message
            from (
                select e.cause as key, count(*) as errors, count(*) filter (where e.resolved_at is null) as unresolved,
                       sum(e.retry_count + 1) as occurrences, count(distinct e.dock_id) as docks,
                       min(e.created_at) as first_at, max(e.seen_at) as last_at,
                       min(e.id) as first_id, min(e.next_retry_at) as next_retry_at, count(e.next_retry_at) as planned,
                       (array_agg(e.id order by e.seen_at desc, e.id desc))[1] as latest_id
                from %s
                group by e.cause) g
            join sync_errors s on s.id = g.latest_id
            left join docks d on d.id = s.dock_id
            where cast(:at as timestamptz) is null
                or g.first_at <= :at and (g.first_at, g.first_id) < (:at, cast(:id as bigint))
            order by g.first_at desc, g.first_id desc
            limit :most
            """.formatted(ErrorStore.CHOSEN);

    private static final String OLDEST = GROUPS.replace("<= :at", ">= :at")
            .replace("first_id) < (:at", "first_id) > (:at")
            .replace("order by g.first_at desc, g.first_id desc", "order by g.first_at, g.first_id");

    private static final String DISMISS = """
            update sync_errors set resolved_at = :now, resolution = 'dismissed', next_retry_at = null
            where resolved_at is null and id in (select e.id from sync_errors e %s order by e.id limit :most)
            """.formatted(WHERE);

    /** What was asked to be tried again a moment ago comes last, so that asking once more goes on with the others; last of all what waits for a person. */
    private static final String DOCKS = """
            select e.dock_id as dock, d.name, d.id is null as removed, d.stopped_at is not null as stopped,
                   count(*) as errors, array_agg(distinct e.resource_type) as types
            from sync_errors e left join docks d on d.id = e.dock_id
            %s
            group by e.dock_id, d.id, d.name, d.stopped_at
            order by d.id is null or d.stopped_at is not null, max(coalesce(e.next_retry_at, 'infinity')) desc, e.dock_id
            limit :most
            """.formatted(WHERE);

    private static final String DUE = """
            update sync_errors set next_retry_at = :now
            where resolved_at is null and dock_id = :only and id in (select e.id from sync_errors e %s)
            """.formatted(WHERE);

    /**
     * Errors of the same cause.
     *
     * @param type the resource type; '' when it is about all of them
     * @param request method and path; null where none failed
     * @param errors one for each dock that has it, open or over as they were asked for
     * @param occurrences how often they came, all together
     * @param firstId the number of the first of them
     * @param planned how many are tried again by themselves
     * @param latest the one that came last, with its dock, run and message
     * @param dockName null when the dock was removed since
     */
    public record ErrorGroup(
            String key,
            String provider,
            String errorType,
            String type,
            @Nullable String request,
            long errors,
            long unresolved,
            long occurrences,
            long docks,
            Instant firstAt,
            Instant lastAt,
            long firstId,
            @Nullable Instant nextRetryAt,
            long planned,
            long latest,
            long dock,
            @Nullable String dockName,
            @Nullable Long run,
            String message) {}

    /**
     * A dock with such errors.
     *
     * @param name null when it was removed since
     * @param types resource types; '' when it is about all of them
     */
    public record Ailing(
            long dock, @Nullable String name, boolean removed, boolean stopped, long errors, List<String> types) {}

    private final Jdbi jdbi;

    public ErrorGroupStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Groups, the one that began last first: so they keep their places while their errors come again. Of errors that are
     * over the newest {@link ErrorStore#MOST_RESOLVED} are grouped.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<ErrorGroup> recent(Filter filter, @Nullable String after, int limit) {
        return page(GROUPS, filter, after, limit);
    }

    /** The same, the one that began first first. */
    public Page<ErrorGroup> oldest(Filter filter, @Nullable String after, int limit) {
        return page(OLDEST, filter, after, limit);
    }

    private Page<ErrorGroup> page(String query, Filter filter, @Nullable String after, int limit) {
        MomentKey key = MomentKey.of(after);
        List<ErrorGroup> rows = jdbi.withHandle(handle -> ErrorStore.bind(handle.createQuery(query), filter)
                .bind("resolved", filter.resolved())
                .bind("counted", ErrorStore.MOST_RESOLVED)
                .bind("at", key.at())
                .bind("id", key.id())
                .bind("most", limit + 1)
                .map(ConstructorMapper.of(ErrorGroup.class))
                .list());
        return Page.of(rows, limit, group -> MomentKey.text(group.firstAt(), group.firstId()));
    }

    /** Puts open errors away, the oldest first; returns how many. */
    public int dismiss(Filter filter, int most, Instant now) {
        return jdbi.withHandle(handle -> ErrorStore.bind(handle.createUpdate(DISMISS), filter)
                .bind("most", most)
                .bind("now", now)
                .execute());
    }

    /** Docks that have such errors open. */
    public List<Ailing> docks(Filter filter, int most) {
        return jdbi.withHandle(handle -> ErrorStore.bind(handle.createQuery(DOCKS), filter)
                .bind("most", most)
                .map((rs, context) -> new Ailing(
                        rs.getLong("dock"),
                        rs.getString("name"),
                        rs.getBoolean("removed"),
                        rs.getBoolean("stopped"),
                        rs.getLong("errors"),
                        List.of((String[]) rs.getArray("types").getArray())))
                .list());
    }

    /** Notes that a dock's such errors are tried again now. */
    public void due(Filter filter, long dock, Instant now) {
        jdbi.useHandle(handle -> ErrorStore.bind(handle.createUpdate(DUE), filter)
                .bind("only", dock)
                .bind("now", now)
                .execute());
    }
}
