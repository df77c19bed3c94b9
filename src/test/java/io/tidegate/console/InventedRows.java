package io.tidegate.console;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Rows as the flow would have written them: accounts in every state, what ran and what changed. */
public final class InventedRows {
    private final Jdbi jdbi;
    private final Instant now;

    public InventedRows(Jdbi jdbi, Instant now) {
        this.jdbi = jdbi;
        this.now = now;
    }

    /** An account that was synced some seconds ago, with more of its columns set by {@code more}, such as "enabled = false". */
    public long dock(String name, String provider, int secondsAgo, String more) {
        return jdbi.withHandle(handle -> {
            long id = handle.createQuery("""
                            insert into docks (org_id, name, provider, scope_id, lane_key, next_sync_at, last_sync_status,
                                               last_sync_at, created_at, updated_at)
                            values (1, :name, :provider, :name, :name, :next, 'success', :last, :last, :last) returning id
                            """)
                    .bind("name", name)
                    .bind("provider", provider)
                    .bind("last", now.minusSeconds(secondsAgo))
                    .bind("next", now.plusSeconds(60 - secondsAgo % 60))
                    .mapTo(Long.class)
                    .one();
            if (!more.isEmpty()) {
                handle.createUpdate("update docks set " + more + " where id = :id")
                        .bind("id", id)
                        .bind("now", now)
                        .execute();
            }
            return id;
        });
    }

    public void budget(String provider, String scopeId, String bucket, long remaining, long quota, int resetsIn) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into budgets (provider, scope, scope_id, bucket, quota, remaining, reset_at, last_seen_at)
                        values (:provider, 'token', :scope, :bucket, :quota, :remaining, :reset, :now)
                        """)
                .bind("provider", provider)
                .bind("scope", scopeId)
                .bind("bucket", bucket)
                .bind("quota", quota)
                .bind("remaining", remaining)
                .bind("reset", now.plusSeconds(resetsIn))
                .bind("now", now)
                .execute());
    }

    public long run(long dock, String status, Duration ago, int processed, int changed, String error) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                                                 completed_at, duration_ms, items_processed, items_changed, requests,
                                                 error_code, error_message)
                        values (1, :dock, 1, 'harbour', 'full', 'scheduled', :status, :at,
                                case when :status <> 'started' then cast(:at as timestamptz) end,
                                case when :status <> 'started' then 1420 end, :processed, :changed, 12,
                                case when :error <> '' then 'HTTP_500' end, nullif(:error, ''))
                        returning id
                        """)
                .bind("dock", dock)
                .bind("status", status)
                .bind("at", now.minus(ago))
                .bind("processed", processed)
                .bind("changed", changed)
                .bind("error", error)
                .mapTo(Long.class)
                .one());
    }

    /** So many records of a type; returns the number of the first. */
    public long records(long dock, String type, int count, String name) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, name, data,
                                               fingerprint, first_seen_at, changed_at)
                        select 1, :dock, 'harbour', :type, n::text, :name || '-' || n, '{}', '', :now, :now
                        from generate_series(1, :count) n returning id
                        """)
                .bind("dock", dock)
                .bind("type", type)
                .bind("count", count)
                .bind("name", name)
                .bind("now", now)
                .mapTo(Long.class)
                .list()
                .get(0));
    }

    /** A change; field, old and new are JSON or null. */
    public void change(long dock, long resource, long run, String kind, String... fieldOldNew) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
                        values (1, :dock, :resource, :run, :at, :kind, :field, cast(:old as jsonb), cast(:new as jsonb))
                        """)
                .bind("dock", dock)
                .bind("resource", resource)
                .bind("run", run)
                .bind("at", now.minusSeconds(20))
                .bind("kind", kind)
                .bind("field", fieldOldNew.length == 0 ? null : fieldOldNew[0])
                .bind("old", fieldOldNew.length == 0 ? null : fieldOldNew[1])
                .bind("new", fieldOldNew.length == 0 ? null : fieldOldNew[2])
                .execute());
    }

    /** Accounts in many states with all that belongs to them. */
    public void harbour() {
        long main = dock("EU production", "harbour", 12, "");
        long staging = dock("Staging", "harbour", 41, "last_sync_status = 'syncing', interval_seconds = 300");
        long us = dock(
                "US production",
                "harbour",
                95,
                "waiting_until = cast(:now as timestamptz) + interval '38 seconds', last_sync_status = 'syncing',"
                        + " waiting_reason = 'harbour hour has 100 of 1000 requests left, which are the owner''s reserve'");
        long sandbox = dock(
                "Sandbox",
                "harbour",
                25_800,
                "stopped_at = :now, last_sync_status = 'error', consecutive_failures = 1,"
                        + " last_sync_error = 'Harbour Cloud refuses the token (401 Unauthorized): put a new one in with `./tidegate dock set 4 --token-stdin`, then resume'");
        dock("Old shop", "harbour", 400_000, "enabled = false");
        dock(
                "Billing",
                "harbour",
                290,
                "last_sync_status = 'partial', consecutive_failures = 1, backoff_until = cast(:now as timestamptz)"
                        + " + interval '45 seconds', last_sync_error = 'HTTP 503 from /v1/databases after 4 attempts'");
        dock("New account", "harbour", 0, "last_sync_at = null, last_sync_status = 'pending'");
        long first = records(main, "servers", 1_240, "web");
        records(main, "domains", 86, "example");
        records(main, "databases", 12, "orders");
        records(main, "block_volumes", 310, "data");
        long second = records(us, "servers", 902, "edge");
        records(staging, "servers", 44, "stage");
        records(sandbox, "projects", 3, "try");
        budget("harbour", "EU production", "hour", 4_812, 5_000, 1_710);
        budget("harbour", "EU production", "minute", 231, 250, 21);
        budget("harbour", "US production", "hour", 100, 1_000, 38);
        budget("harbour", "Staging", "hour", 940, 5_000, 610);
        run(main, "success", Duration.ofSeconds(312), 1_648, 0, "");
        run(sandbox, "failed", Duration.ofSeconds(280), 0, 0, "401 Unauthorized: the token was refused");
        run(us, "success", Duration.ofSeconds(160), 902, 41, "");
        run(staging, "partial", Duration.ofSeconds(101), 44, 2, "databases: HTTP 503 after 4 attempts");
        run(main, "success", Duration.ofSeconds(72), 1_648, 3, "");
        long latest = run(main, "success", Duration.ofSeconds(13), 1_648, 4, "");
        run(staging, "started", Duration.ofSeconds(2), 20, 0, "");
        change(us, second, latest - 1, "deleted");
        change(us, second + 1, latest - 1, "created");
        change(main, first + 2, latest, "changed", "/memory", "4096", "8192");
        change(main, first + 2, latest, "changed", "/size_slug", "\"s-2vcpu-4gb\"", "\"s-4vcpu-8gb\"");
        change(main, first + 2, latest, "changed", "/networks/v4/0/ip_address", "null", "\"203.0.113.17\"");
        change(main, first, latest, "changed", "/status", "\"active\"", "\"off\"");
        change(main, first + 5, latest, "changed", "/tags", "[\"web\"]", "[\"web\",\"blue\",\"autoscale-group-42\"]");
    }
}
