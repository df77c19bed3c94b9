package io.tidegate.dock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code docks}. */
public final class DockStore {
    /** A dock waits as long as its lane does, be it itself that was held back or another dock of the lane. */
    private static final String COLUMNS = """
            select d.id, d.org_id, d.name, d.provider, d.parameters::text as parameters, d.resource_types,
                   d.credentials::text as credentials, d.scope_id, d.lane_key, d.enabled, d.interval_seconds, d.cron,
                   d.next_sync_at, d.last_sync_status, d.last_sync_at, d.last_sync_error, d.consecutive_failures,
                   d.backoff_until, greatest(d.waiting_until, w.free_at) as waiting_until,
                   coalesce(d.waiting_reason, w.waiting_reason) as waiting_reason, d.stopped_at, d.max_interval_seconds,
                   d.unchanged_runs, d.budget_seconds, d.connector_id,
                   paced_seconds(d.interval_seconds, d.max_interval_seconds, d.unchanged_runs, d.budget_seconds) as pace
            from docks d left join lanes w on w.lane_key = d.lane_key and w.waiting_reason is not null
            """;

    private static final String ALL = COLUMNS + "order by d.id";

    private static final String BY_ID = COLUMNS + "where d.id = any(:ids) order by d.id";

    private static final String AFTER = COLUMNS + """
            where d.id > coalesce(cast(:after as bigint), 0) and (cast(:provider as text) is null or d.provider = :provider)
            order by d.id limit :most
            """;

    private static final String PROVIDERS = "select provider from docks union select provider from connectors";

    private static final String NEXT_ID = "select nextval(pg_get_serial_sequence('docks', 'id'))";

    private static final String DEFAULT_ORGANIZATION = "select min(id) from organizations";

    private static final String ADD = """
            insert into docks (id, org_id, name, provider, parameters, resource_types, credentials, scope_id, lane_key,
                               interval_seconds, max_interval_seconds, cron, next_sync_at, created_at, updated_at)
            values (:id, :org, :name, :provider, cast(:parameters as jsonb), :types, cast(:credentials as jsonb),
                    :scopeId, :laneKey, :interval, :slowest, :cron, :now, :now, :now)
            on conflict (org_id, name) do nothing
            """;

    private static final String PAUSE = "update docks set enabled = false, updated_at = :now where id = :id";

    private static final String RESUME = """
            with job as (
                update sync_queue set run_at = least(run_at, :now)
                where dock_id = :id and state in ('available', 'retryable')
            )
            update docks set enabled = true, stopped_at = null, backoff_until = null, updated_at = :now,
                -- a connector's are due when it is
                next_sync_at = case when connector_id is null then :now else next_sync_at end,
                resumed_at = case when enabled and stopped_at is null then resumed_at else :now end,
                -- what had stopped it is over, so that it may fail as often again before it stops
                consecutive_failures = case when stopped_at is null then consecutive_failures else 0 end,
                last_sync_error = case when stopped_at is null then last_sync_error end,
                last_sync_status = case when stopped_at is null then last_sync_status else 'pending' end
            where id = :id
            """;

    private static final String CONFIRM_DELETIONS = """
            update docks set deletions_confirmed_at = :now, updated_at = :now,
                next_sync_at = case when connector_id is null then :now else next_sync_at end
            where id = :id
            """;

    private static final String REMOVE = """
            with gone as (delete from docks where id = :id returning id),
                 freed as (update lanes set job_id = null where job_id in (
                     select id from sync_queue where dock_id = :id)),
                 positions as (delete from sync_positions where dock_id in (select id from gone)),
                 pages as (delete from sync_pages where dock_id in (select id from gone)),
                 run as (delete from sync_events where dock_id in (select id from gone) and status = 'started'),
                 errors as (delete from sync_errors where dock_id in (select id from gone)),
                 letters as (delete from dead_letters where dock_id in (select id from gone)),
                 deliveries as (delete from webhook_logs where dock_id in (select id from gone))
            select count(*) from gone
            """;

    /** By a statement of its own: while the one above waits for a worker's batch, that one writes more of them. */
    private static final String UNLINK = "delete from record_links where dock_id = :id";

    private static final String ERASE = """
            with changes as (delete from resource_changes where dock_id = :id),
                 runs as (delete from sync_events where dock_id = :id),
                 warnings as (delete from alerts where dock_id = :id),
                 figures as (delete from sync_metrics where dock_id = :id)
            delete from resources where dock_id = :id
            """;

    /**
     * A dock to be: everything but its number.
     *
     * @param slowest how far it may be slowed down while nothing changes; null: not at all
     */
    public record NewDock(
            String name,
            String provider,
            Map<String, String> parameters,
            @Nullable List<String> resourceTypes,
            Duration interval,
            @Nullable Duration slowest,
            @Nullable String cron) {
        /** One that keeps its interval. */
        public NewDock(
                String name,
                String provider,
                Map<String, String> parameters,
                @Nullable List<String> resourceTypes,
                Duration interval,
                @Nullable String cron) {
            this(name, provider, parameters, resourceTypes, interval, null, cron);
        }
    }

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public DockStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    public List<Dock> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery(ALL).map((rs, context) -> dock(rs)).list());
    }

    /** The providers that docks and connectors belong to. */
    public Set<String> providers() {
        return jdbi.withHandle(handle ->
                Set.copyOf(handle.createQuery(PROVIDERS).mapTo(String.class).list()));
    }

    /**
     * Docks in the order of their numbers.
     *
     * @param after the number before the first; null: from the beginning
     * @param provider only docks of this one; null for all
     */
    public List<Dock> after(@Nullable Long after, @Nullable String provider, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(AFTER)
                .bind("after", after)
                .bind("provider", provider)
                .bind("most", most)
                .map((rs, context) -> dock(rs))
                .list());
    }

    /** The docks of those numbers that exist. */
    public List<Dock> find(Collection<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(BY_ID)
                .bindArray("ids", Long.class, ids)
                .map((rs, context) -> dock(rs))
                .list());
    }

    /**
     * Adds a dock to the default organization, due at once.
     *
     * @param access makes its access once its number is known, since credentials are sealed to it
     * @return its number, or empty when the name is taken
     */
    public Optional<Long> add(NewDock dock, Function<Dock.Owner, Dock.Access> access, Instant now) {
        return jdbi.inTransaction(handle -> {
            long organization =
                    handle.createQuery(DEFAULT_ORGANIZATION).mapTo(Long.class).one();
            long id = handle.createQuery(NEXT_ID).mapTo(Long.class).one();
            Dock.Access made = access.apply(new Dock.Owner(organization, id));
            int added = handle.createUpdate(ADD)
                    .bind("id", id)
                    .bind("org", organization)
                    .bind("name", dock.name())
                    .bind("provider", dock.provider())
                    .bind("parameters", json.valueToTree(dock.parameters()).toString())
                    .bindArray(
                            "types",
                            String.class,
                            dock.resourceTypes() == null
                                    ? null
                                    : dock.resourceTypes().toArray())
                    .bind("credentials", made.sealed())
                    .bind("scopeId", made.scopeId())
                    .bind("laneKey", made.laneKey())
                    .bind("interval", dock.interval().toSeconds())
                    .bind("slowest", seconds(dock.slowest()))
                    .bind("cron", dock.cron())
                    .bind("now", now)
                    .execute();
            return added == 0 ? Optional.empty() : Optional.of(id);
        });
    }

    /** Stops scheduled runs; a run under way ends as it would. */
    public boolean pause(long id, Instant now) {
        return change(PAUSE, id, now);
    }

    /** Goes on at once, whatever had stopped it. */
    public boolean resume(long id, Instant now) {
        return change(RESUME, id, now);
    }

    /** Lets the deletions happen that the guard holds back. */
    public boolean confirmDeletions(long id, Instant now) {
        return change(CONFIRM_DELETIONS, id, now);
    }

    private boolean change(String statement, long id, Instant now) {
        return jdbi.withHandle(handle ->
                handle.createUpdate(statement).bind("id", id).bind("now", now).execute() == 1);
    }

    /**
     * Removes a dock and its queue.
     *
     * @param erase whether its resources and their history go too, its runs with what was counted of them, and its alerts
     */
    public boolean remove(long id, boolean erase) {
        return jdbi.inTransaction(handle -> {
            boolean removed =
                    handle.createQuery(REMOVE).bind("id", id).mapTo(Long.class).one() == 1;
            // once its job is gone, nothing can write any more
            handle.createUpdate(UNLINK).bind("id", id).execute();
            if (erase) {
                handle.createUpdate(ERASE).bind("id", id).execute();
            }
            return removed;
        });
    }

    private Dock dock(ResultSet rs) throws SQLException {
        Array types = rs.getArray("resource_types");
        return new Dock(
                new Dock.Owner(rs.getLong("org_id"), rs.getLong("id"), rs.getObject("connector_id", Long.class)),
                rs.getString("name"),
                rs.getString("provider"),
                parameters(rs.getString("parameters")),
                types == null ? null : List.of((String[]) types.getArray()),
                new Dock.Access(rs.getString("credentials"), rs.getString("scope_id"), rs.getString("lane_key")),
                new Dock.Schedule(
                        rs.getBoolean("enabled"),
                        Duration.ofSeconds(rs.getLong("interval_seconds")),
                        rs.getString("cron"),
                        rs.getObject("next_sync_at", OffsetDateTime.class).toInstant(),
                        new Pace(
                                Duration.ofSeconds(rs.getLong("pace")),
                                duration(rs, "max_interval_seconds"),
                                rs.getInt("unchanged_runs"),
                                duration(rs, "budget_seconds"))),
                new Dock.Condition(
                        rs.getString("last_sync_status"),
                        instant(rs, "last_sync_at"),
                        rs.getString("last_sync_error"),
                        rs.getInt("consecutive_failures"),
                        instant(rs, "backoff_until"),
                        instant(rs, "waiting_until"),
                        rs.getString("waiting_reason"),
                        instant(rs, "stopped_at")));
    }

    private Map<String, String> parameters(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docks.parameters holds no map of texts", e);
        }
    }

    static @Nullable Integer seconds(@Nullable Duration duration) {
        return duration == null ? null : (int) duration.toSeconds();
    }

    private static @Nullable Duration duration(ResultSet rs, String column) throws SQLException {
        Integer seconds = rs.getObject(column, Integer.class);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
