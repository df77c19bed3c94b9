package io.tidegate.console.dock;

import io.tidegate.console.InventedRows;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What a dock's page shows beyond what the overview does, as the flow would have written it. */
public final class DockRows {
    private final Jdbi jdbi;
    private final Instant now;
    public final InventedRows rows;

    public DockRows(Jdbi jdbi, Instant now) {
        this.jdbi = jdbi;
        this.now = now;
        this.rows = new InventedRows(jdbi, now);
    }

    /** A request of a run that told a limit. */
    public void request(long dock, long run, Duration ago, int status, long remaining, long quota) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into rate_limit_logs (org_id, dock_id, provider, endpoint, method, at, status, headers, quota,
                            remaining, run, resource_type, attempt, waited_ms, took_ms, request_id)
                        values (1, :dock, 'harbour', '/v1/servers', 'GET', :at, :status, '{}', :quota, :remaining, :run,
                            'servers', case when :status = 429 then 1 else 2 end, 250, 90, 'req-' || :remaining)
                        """)
                .bind("dock", dock)
                .bind("run", run)
                .bind("at", now.minus(ago))
                .bind("status", status)
                .bind("remaining", remaining)
                .bind("quota", quota)
                .execute());
    }

    /** A list of a type, begun so long ago; with a next page while it is under way. */
    public void list(long dock, String type, String parent, Duration began, @Nullable String next, int pages) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into sync_positions (dock_id, resource_type, parent_key, cursor, page, started_at,
                                completed_at)
                            values (:dock, :type, :parent, :next, :pages, :began,
                                case when cast(:next as text) is null then cast(:now as timestamptz) end)
                            """)
                    .bind("dock", dock)
                    .bind("type", type)
                    .bind("parent", parent)
                    .bind("next", next)
                    .bind("pages", pages)
                    .bind("began", now.minus(began))
                    .bind("now", now)
                    .execute();
            handle.createUpdate("""
                            insert into sync_pages (dock_id, resource_type, parent_key, page, ids)
                            select :dock, :type, :parent, n, array(select m::text from generate_series(1, 100) m)
                            from generate_series(1, :pages) n
                            """)
                    .bind("dock", dock)
                    .bind("type", type)
                    .bind("parent", parent)
                    .bind("pages", pages)
                    .execute();
        });
    }

    /** A column of a list otherwise, such as "held_since = :now". */
    public void set(long dock, String type, String columns) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update sync_positions set " + columns + " where dock_id = :dock and resource_type = :type")
                .bind("dock", dock)
                .bind("type", type)
                .bind("now", now)
                .execute());
    }

    public void error(long dock, String code, String message) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, created_at,
                            last_at)
                        values (1, :dock, 'harbour', 'servers', :code, :message, :now, :now)
                        """)
                .bind("dock", dock)
                .bind("code", code)
                .bind("message", message)
                .bind("now", now)
                .execute());
    }

    /** A dead letter; returns its number. */
    public long letter(long dock, String error) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into dead_letters (org_id, dock_id, job_id, request, status, error_code, error, attempts,
                            created_at, job_type, resource_types)
                        values (1, :dock, 1, 'GET /v1/servers', 500, 'HTTP_500', :error, 5, :now, 'scheduled', '{servers}')
                        returning id
                        """)
                .bind("dock", dock)
                .bind("error", error)
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }
}
