package io.tidegate.dock;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Changes what a person set of a dock. */
public final class DockEditStore {
    /**
     * With new credentials it goes on at once, and a job that waits goes with it into its new lane. What is known of
     * pages and deltas was another question's answer: it is asked for anew.
     */
    private static final String EDIT = """
            with edited as (
                update docks
                set name = coalesce(:name, name), parameters = jsonb_strip_nulls(parameters || cast(:parameters as jsonb)),
                    resource_types = case when :typed then :types else resource_types end,
                    interval_seconds = coalesce(:interval, interval_seconds),
                    cron = case when :planned then :cron else cron end,
                    max_interval_seconds = case when :paced then :slowest else max_interval_seconds end,
                    unchanged_runs = case when :paced or :planned then 0 else unchanged_runs end,
                    next_sync_at = case when :sealed then :now
                        -- no longer as slow as it was
                        when :paced and cast(:next as timestamptz) is null and cron is null
                            then least(next_sync_at, :now + make_interval(secs => interval_seconds))
                        else coalesce(:next, next_sync_at) end,
                    credentials = case when :sealed then cast(:credentials as jsonb) else credentials end,
                    scope_id = coalesce(:scopeId, scope_id), lane_key = coalesce(:laneKey, lane_key),
                    stopped_at = case when :sealed then null else stopped_at end,
                    resumed_at = case when :sealed and stopped_at is not null then :now else resumed_at end,
                    consecutive_failures = case when :sealed and stopped_at is not null then 0
                        else consecutive_failures end,
                    backoff_until = case when :sealed then null else backoff_until end,
                    updated_at = :now
                where id = :id and not exists (
                    select from docks other
                    where other.org_id = docks.org_id and other.name = :name and other.id <> :id)
                returning id, lane_key
            ), lane as (
                insert into lanes (lane_key, free_at) select lane_key, :now from edited on conflict do nothing
            ), moved as (
                update sync_queue q set lane_key = e.lane_key
                from edited e
                where q.dock_id = e.id and q.state in ('available', 'retryable') and q.lane_key <> e.lane_key
            ), pages as (
                update sync_pages p set etag = null, fingerprint = null
                from edited e where :asksAnew and p.dock_id = e.id and p.etag is not null
            ), deltas as (
                update sync_positions s set sync_token = null
                from edited e where :asksAnew and s.dock_id = e.id and s.sync_token is not null
            )
            select count(*) from edited
            """;

    /**
     * What is to change; null where it stays.
     *
     * @param parameters those that change; null takes one away
     * @param types which resource types it wants
     * @param slowing how far it may be slowed down
     * @param access credentials anew, and what follows from them
     */
    public record Edit(
            @Nullable String name,
            Map<String, ? extends @Nullable String> parameters,
            @Nullable Types types,
            @Nullable Plan plan,
            @Nullable Slowing slowing,
            Dock.@Nullable Access access) {}

    /**
     * How far a dock may be slowed down while nothing changes.
     *
     * @param slowest null: not at all
     */
    public record Slowing(@Nullable Duration slowest) {}

    /**
     * Resource types that are wanted.
     *
     * @param names null: all
     */
    public record Types(@Nullable List<String> names) {}

    /**
     * A new schedule.
     *
     * @param cron null: by interval
     */
    public record Plan(Duration interval, @Nullable String cron, Instant next) {}

    private static final String NAME_TAKEN = "23505";

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public DockEditStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Lets nobody else change a dock before this transaction ends. */
    public void lock(long id) {
        jdbi.useHandle(handle -> handle.createQuery("select id from docks where id = :id for no key update")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne());
    }

    /** When a person changed a dock last; the epoch when there is none. */
    public Instant changedAt(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("select updated_at from docks where id = :id")
                        .bind("id", id)
                        .mapTo(OffsetDateTime.class)
                        .findOne())
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.EPOCH);
    }

    /**
     * Changes a dock.
     *
     * @return false when there is no such dock, or another one has the name
     */
    public boolean edit(long id, Edit edit, Instant now) {
        try {
            return change(id, edit, now);
        } catch (UnableToExecuteStatementException e) {
            // somebody gave another dock the name at the same moment
            if (e.getCause() instanceof SQLException cause && NAME_TAKEN.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private boolean change(long id, Edit edit, Instant now) {
        Plan plan = edit.plan();
        Dock.Access access = edit.access();
        Types types = edit.types();
        Slowing slowing = edit.slowing();
        List<String> names = types == null ? null : types.names();
        return jdbi.withHandle(handle -> handle.createQuery(EDIT)
                        .bind("id", id)
                        .bind("name", edit.name())
                        .bind("parameters", json.valueToTree(edit.parameters()).toString())
                        .bind("typed", types != null)
                        .bindArray("types", String.class, names == null ? null : names.toArray())
                        .bind("planned", plan != null)
                        .bind(
                                "interval",
                                plan == null ? null : (int) plan.interval().toSeconds())
                        .bind("cron", plan == null ? null : plan.cron())
                        .bind("next", plan == null ? null : plan.next())
                        .bind("paced", slowing != null)
                        .bind("slowest", slowing == null ? null : DockStore.seconds(slowing.slowest()))
                        .bind("sealed", access != null)
                        .bind("asksAnew", access != null || !edit.parameters().isEmpty())
                        .bind("credentials", access == null ? null : access.sealed())
                        .bind("scopeId", access == null ? null : access.scopeId())
                        .bind("laneKey", access == null ? null : access.laneKey())
                        .bind("now", now)
                        .mapTo(Integer.class)
                        .one()
                == 1);
    }
}
