package io.tidegate.monitor;

import io.tidegate.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code sync_errors}; the monitoring route writes it, and people dismiss what stands in it. */
public final class ErrorStore {
    /** How many errors are shown unless more are asked for. */
    public static final int DEFAULT_LIMIT = 50;

    /** How many groups a summary has at most. */
    public static final int MOST_GROUPS = 100;

    /** How many errors that are over are counted. */
    public static final int MOST_RESOLVED = 10_000;

    private static final String RECENT = """
            select e.id, e.dock_id as dock, d.name as dock_name, e.service as provider, e.resource_type as type,
                   e.error_type, e.message, e.retry_count, e.created_at, e.seen_at as last_at,
                   e.next_retry_at, e.resolved_at, e.resolved_run, e.resolution, e.run,
                   cast(e.details ->> 'attempt' as integer) as attempt, cast(e.details ->> 'status' as integer) as status,
                   e.details ->> 'endpoint' as endpoint
            from sync_errors e left join docks d on d.id = e.dock_id
            where (cast(:id as bigint) is null or e.id = :id)
                and (cast(:dock as bigint) is null or e.dock_id = :dock)
                and (cast(:provider as text) is null or e.service = :provider)
                and (cast(:type as text) is null or e.resource_type = :type)
                and (cast(:errorType as text) is null or e.error_type = :errorType)
                and (cast(:since as timestamptz) is null or e.seen_at >= :since)
                and (cast(:until as timestamptz) is null or e.created_at < :until)
                and (cast(:group as text) is null or e.cause = :group)
                and (:resolved or e.resolved_at is null)
                and (cast(:before as bigint) is null or e.id < :before)
            order by e.id desc
            limit :most
            """;

    private static final String OLDEST =
            RECENT.replace("e.id < :before", "e.id > :before").replace("order by e.id desc", "order by e.id");

    private static final String WHERE = """
            (cast(:dock as bigint) is null or e.dock_id = :dock)
                and (cast(:provider as text) is null or e.service = :provider)
                and (cast(:type as text) is null or e.resource_type = :type)
                and (cast(:errorType as text) is null or e.error_type = :errorType)
                and (cast(:since as timestamptz) is null or e.seen_at >= :since)
                and (cast(:until as timestamptz) is null or e.created_at < :until)
                and (cast(:group as text) is null or e.cause = :group)
            """;

    /** All that are open, by an index of their own; of those that are over the newest, for there is no end of them. */
    static final String CHOSEN = """
            (select e.* from sync_errors e where e.resolved_at is null and %1$s
             union all
             (select e.* from sync_errors e where :resolved and e.resolved_at is not null and %1$s
              order by e.id desc limit :counted)) as e
            """.formatted(WHERE);

    private static final String TOTALS = """
            select count(*) as total, count(*) filter (where e.resolved_at is null) as unresolved,
                   min(e.next_retry_at) filter (where e.resolved_at is null) as next_retry_at
            from %s
            """.formatted(CHOSEN);

    private static final String GROUPS = """
            select case when :byEndpoint then e.details ->> 'endpoint' else e.error_type end as name, count(*) as errors,
                   sum(e.retry_count + 1) as occurrences, count(distinct e.dock_id) as docks,
                   min(e.created_at) as first_at, max(e.seen_at) as last_at,
                   (array_agg(e.message order by e.seen_at desc, e.id desc))[1] as sample,
                   min(e.next_retry_at) as next_retry_at
            from %s
            group by name
            order by errors desc, last_at desc, name
            limit :most
            """.formatted(CHOSEN);

    private static final String DISMISS = """
            update sync_errors set resolved_at = :now, resolution = 'dismissed', next_retry_at = null
            where id = :id and resolved_at is null
            """;

    /**
     * Which errors are wanted; null for all.
     *
     * @param type only of this resource type
     * @param errorType only of this kind, such as HTTP_500
     * @param group only of this cause, see {@link ErrorGroupStore}
     * @param resolved whether errors are wanted that are over
     * @param since only those that were met from this instant on
     * @param until only those that were met before this instant
     */
    public record Filter(
            @Nullable Long dock,
            @Nullable String provider,
            @Nullable String type,
            @Nullable String errorType,
            @Nullable String group,
            boolean resolved,
            @Nullable Instant since,
            @Nullable Instant until) {}

    /**
     * An error that is open, or was.
     *
     * @param dockName null when the dock was removed since
     * @param type the resource type; '' when it is about all of them
     * @param errorType such as HTTP_500
     * @param retryCount how often it came again
     * @param lastAt when it came last
     * @param resolvedRun the run that ended it; null where no run did
     * @param resolution success, other_error, dismissed, or not_listed where its type is listed no more; null while it is open
     * @param run the last run that met it
     * @param attempt how often that run sent the request
     * @param status of the answer; null when none came
     * @param endpoint method and path
     */
    public record SyncError(
            long id,
            long dock,
            @Nullable String dockName,
            String provider,
            String type,
            String errorType,
            String message,
            int retryCount,
            Instant createdAt,
            Instant lastAt,
            @Nullable Instant nextRetryAt,
            @Nullable Instant resolvedAt,
            @Nullable Long resolvedRun,
            @Nullable String resolution,
            @Nullable Long run,
            @Nullable Integer attempt,
            @Nullable Integer status,
            @Nullable String endpoint) {}

    /** How many there are, the newest of those that are over among them; and when the first is tried again. */
    public record Totals(
            long total, long unresolved, @Nullable Instant nextRetryAt) {}

    /**
     * Errors that have something in common.
     *
     * @param name what they have in common; null where it is not known
     * @param occurrences how often they came, all together
     * @param docks how many have them
     * @param sample what the one says that came last
     */
    public record Group(
            @Nullable String name,
            long errors,
            long occurrences,
            long docks,
            Instant firstAt,
            Instant lastAt,
            String sample,
            @Nullable Instant nextRetryAt) {}

    private final Jdbi jdbi;

    public ErrorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Errors, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<SyncError> recent(Filter filter, @Nullable String after, int limit) {
        return page(RECENT, filter, after, limit);
    }

    /** The same, oldest first. */
    public Page<SyncError> oldest(Filter filter, @Nullable String after, int limit) {
        return page(OLDEST, filter, after, limit);
    }

    private Page<SyncError> page(String query, Filter filter, @Nullable String after, int limit) {
        List<SyncError> rows = jdbi.withHandle(handle -> bind(handle.createQuery(query), filter)
                .bind("resolved", filter.resolved())
                .bind("id", (Long) null)
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map(ConstructorMapper.of(SyncError.class))
                .list());
        return Page.of(rows, limit, error -> Long.toString(error.id()));
    }

    /** The error of that number, open or over. */
    public Optional<SyncError> find(long id) {
        Filter any = new Filter(null, null, null, null, null, true, null, null);
        return jdbi.withHandle(handle -> bind(handle.createQuery(RECENT), any)
                .bind("resolved", true)
                .bind("id", id)
                .bind("before", (Long) null)
                .bind("most", 1)
                .map(ConstructorMapper.of(SyncError.class))
                .findFirst());
    }

    /** How many errors there are, whether or not the filter asks for those that are over: at most {@link #MOST_RESOLVED} of these. */
    public Totals totals(Filter filter) {
        return jdbi.withHandle(handle -> bind(handle.createQuery(TOTALS), filter)
                .bind("resolved", true)
                .bind("counted", MOST_RESOLVED)
                .map(ConstructorMapper.of(Totals.class))
                .one());
    }

    /** The same by kind, the most frequent first; at most {@link #MOST_GROUPS}. */
    public List<Group> byType(Filter filter) {
        return groups(filter, false);
    }

    /** The same by the request that failed. */
    public List<Group> byEndpoint(Filter filter) {
        return groups(filter, true);
    }

    private List<Group> groups(Filter filter, boolean byEndpoint) {
        return jdbi.withHandle(handle -> bind(handle.createQuery(GROUPS), filter)
                .bind("resolved", filter.resolved())
                .bind("counted", MOST_RESOLVED)
                .bind("byEndpoint", byEndpoint)
                .bind("most", MOST_GROUPS)
                .map(ConstructorMapper.of(Group.class))
                .list());
    }

    /**
     * Puts an error away; when it comes again it is a new one.
     *
     * @return false when it is over already, or there is none
     */
    public boolean dismiss(long id, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(DISMISS)
                        .bind("id", id)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    static <S extends SqlStatement<S>> S bind(S statement, Filter filter) {
        return statement
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("type", filter.type())
                .bind("errorType", filter.errorType())
                .bind("group", filter.group())
                .bind("since", filter.since())
                .bind("until", filter.until());
    }
}
