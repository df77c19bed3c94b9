package io.tidegate.federation.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidegate.federation.compare.Resolution;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code import_sessions} and {@code sync_history}, with the conflicts, changes and errors that belong to them. */
final class HistoryStore {
    /** Once for a run, however often it is claimed. */
    private static final String OPEN = """
            with session as (
                insert into import_sessions (org_id, dock_id, run, status, opened_at)
                values (:org, :dock, :run, 'open', :now)
                on conflict (run) do nothing
                returning id
            ), history as (
                insert into sync_history (org_id, session_id, connector_id, dock_id, type, status, started_at)
                select :org, s.id, :connector, :dock, :type, 'running', :started from session s
                returning id
            )
            select id from history
            union all
            select h.id from import_sessions s join sync_history h on h.session_id = s.id where s.run = :run
            """;

    private static final String WRITE = """
            with conflicts as (
                insert into sync_conflicts (org_id, history_id, kind, local_id, source, field, federation, local, base,
                    based, resolved, winner, strategy, reason, at)
                select :org, :history, :kind, x.local_id, :source, x.field, x.federation, x.local, x.base, x.based,
                       x.resolved, x.winner, x.strategy, x.reason, :now
                from jsonb_to_recordset(cast(:conflicts as jsonb)) as x(local_id bigint, field text, federation text,
                    local text, base text, based boolean, resolved text, winner text, strategy text, reason text)
            ), changes as (
                insert into local_changes (org_id, kind, local_id, at, origin, actor, history_id, field, old, new)
                select :org, :kind, x.local_id, :now, 'federation', :source, :history, x.field, x.old, x.new
                from jsonb_to_recordset(cast(:changes as jsonb)) as x(local_id bigint, field text, old text, new text)
            ), errors as (
                insert into import_errors (org_id, history_id, resource_id, record, field, message, at)
                select :org, :history, x.resource_id, x.record, x.field, x.message, :now
                from jsonb_to_recordset(cast(:errors as jsonb)) as x(resource_id bigint, record text, field text,
                    message text)
            )
            update sync_history
            set created = created + :created, updated = updated + :updated, deactivated = deactivated + :deactivated,
                conflicts_detected = conflicts_detected + :met, conflicts_resolved = conflicts_resolved + :met,
                errors = errors + :failed
            where id = :history
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    /**
     * A run whose records are edited on both sides.
     *
     * @param event its row of sync_events
     * @param type scheduled, manual or webhook
     */
    record Run(long event, String type, Instant startedAt) {}

    HistoryStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** The row of {@code sync_history} of a run, which begins with it. */
    long open(Scope.Dock dock, @Nullable Long connector, Run run, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(OPEN)
                .bind("org", dock.organization())
                .bind("dock", dock.id())
                .bind("connector", connector)
                .bind("run", run.event())
                .bind("type", run.type())
                .bind("started", run.startedAt())
                .bind("now", now)
                .mapTo(Long.class)
                .first());
    }

    /** What a batch came to; within its transaction. */
    void write(Scope scope, Outcome outcome) {
        jdbi.useHandle(handle -> handle.createUpdate(WRITE)
                .bind("org", scope.dock().organization())
                .bind("history", scope.history())
                .bind("kind", scope.declared().kind())
                .bind("source", scope.declared().source())
                .bind("now", scope.now())
                .bind("conflicts", conflicts(outcome).toString())
                .bind("changes", changes(outcome).toString())
                .bind("errors", errors(outcome).toString())
                .bind("created", outcome.createdRecords())
                .bind("updated", outcome.updatedRecords())
                .bind("deactivated", outcome.deactivatedRecords())
                .bind("met", outcome.conflicts().size())
                .bind("failed", outcome.errors())
                .execute());
    }

    private ArrayNode conflicts(Outcome outcome) {
        ArrayNode rows = json.createArrayNode();
        for (Outcome.Decided one : outcome.conflicts()) {
            Resolution met = one.resolution();
            rows.addObject()
                    .put("local_id", one.local())
                    .put("field", met.field().name())
                    .put("federation", met.federation().value())
                    .put("local", met.local().value())
                    .put("base", met.base().value())
                    .put("based", met.base().known())
                    .put("resolved", met.value())
                    .put("winner", met.winner().word())
                    .put("strategy", met.strategy().word())
                    .put("reason", met.reason());
        }
        return rows;
    }

    private ArrayNode changes(Outcome outcome) {
        ArrayNode rows = json.createArrayNode();
        for (Outcome.Decided one : outcome.changes()) {
            Resolution made = one.resolution();
            rows.addObject()
                    .put("local_id", one.local())
                    .put("field", made.field().name())
                    .put("old", made.local().value())
                    .put("new", made.value());
        }
        return rows;
    }

    private ArrayNode errors(Outcome outcome) {
        ArrayNode rows = json.createArrayNode();
        for (Outcome.Failed one : outcome.failed()) {
            rows.addObject()
                    .put("resource_id", one.resource())
                    .put("record", one.record())
                    .put("field", one.field())
                    .put("message", one.message());
        }
        return rows;
    }
}
