package io.tidegate.api;

import io.tidegate.testing.TestDatabase;
import java.time.Instant;
import java.util.Locale;

/** One of everything that an organization can have. */
public final class ApiRows {
    /** When all of it happened. */
    public static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database;
    private final long organization;

    /** The numbers of what was made. */
    public record Ids(
            long organization,
            long dock,
            long job,
            long event,
            long resource,
            long change,
            long letter,
            long error,
            long alert,
            long channel,
            long member,
            long token,
            Connected connected,
            FederationRows.Ids federation) {}

    /** A connector, to which the organization is connected as {@code club-1} by its dock, and a run of it. */
    public record Connected(String connector, long connection, long run) {}

    private ApiRows(TestDatabase database, long organization) {
        this.database = database;
        this.organization = organization;
    }

    /** Makes one of everything, with a dock of that name. */
    public static Ids fill(TestDatabase database, long organization, String name) {
        ApiRows rows = new ApiRows(database, organization);
        long dock = rows.one("""
                insert into docks (org_id, name, provider, lane_key, scope_id, webhook_key, next_sync_at, created_at,
                    updated_at)
                values (%1$s, '%2$s', 'digitalocean', 'lane-%2$s', 'scope-%2$s', 'key-%2$s', now(), now(), now())
                returning id
                """, name);
        long event = rows.one("""
                insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                    completed_at, duration_ms, items_processed)
                values (%1$s, %2$s, 1, 'digitalocean', 'full', 'manual', 'success', '%3$s', now(), 500, 10) returning id
                """, dock, AT);
        long job = rows.one("""
                insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)
                values (%1$s, %2$s, 'lane-%3$s', 'manual', 1, 'available', now(), now()) returning id
                """, dock, name);
        long resource = rows.resource(dock, "servers", "web-1");
        long change = rows.one("""
                insert into resource_changes (org_id, dock_id, resource_id, run, at, kind, field, old, new)
                values (%1$s, %2$s, %3$s, %4$s, '%5$s', 'changed', '/size', '"=1+1"', '{"gb": 2}') returning id
                """, dock, resource, event, AT);
        long letter = rows.letter(dock);
        long error = rows.error(dock);
        rows.rest(dock, name);
        long member = rows.one("""
                with person as (
                    insert into people (email, name, created_at) values ('%2$s@example.org', '%2$s', now()) returning id
                )
                insert into members (org_id, person_id, role, created_at)
                select %1$s, id, 'client', now() from person returning person_id
                """, name);
        long token = rows.one("""
                insert into api_tokens (org_id, person_id, kind, name, shown, hash, created_at)
                values (%1$s, %2$s, 'api', 't', 'tdg_%3$s', sha256('%3$s'), now()) returning id
                """, member, name);
        rows.one("""
                insert into api_tokens (org_id, person_id, kind, name, shown, hash, scopes, created_at, device_id, device_role)
                values (%1$s, %2$s, 'api', 'phone', 'tdg_d', sha256('d-%3$s'), '{devices:sync}', now(), 'phone-%1$s', 'editor')
                on conflict (org_id, device_id) where device_id is not null and revoked_at is null
                do update set hash = excluded.hash
                returning id
                """, member, name);
        return new Ids(
                organization,
                dock,
                job,
                event,
                resource,
                change,
                letter,
                error,
                rows.alert(dock),
                rows.channel(name),
                member,
                token,
                rows.connected(dock, name),
                FederationRows.fill(database, organization, dock, event, resource));
    }

    /** A resource more. */
    public static long resource(TestDatabase database, Ids ids, String type, String name) {
        return new ApiRows(database, ids.organization()).resource(ids.dock(), type, name);
    }

    /** A token of the whole instance. */
    public static long instanceToken(TestDatabase database, Ids ids, String name) {
        return new ApiRows(database, ids.organization()).one("""
                        insert into api_tokens (person_id, kind, name, shown, hash, created_at)
                        values (%2$s, 'api', 't', 'tdg_%3$s', sha256('i-%3$s'), now()) returning id
                        """, ids.member(), name);
    }

    /** A channel of the whole instance. */
    public static long instanceChannel(TestDatabase database, Ids ids, String name) {
        return new ApiRows(database, ids.organization()).one("""
                        insert into alert_channels (name, kind, recipients, shown, created_at, updated_at)
                        values ('%2$s', 'mail', '{a@example.org}', 'a@example.org', now(), now()) returning id
                        """, name);
    }

    /** A dead letter more. */
    public static long letter(TestDatabase database, Ids ids) {
        return new ApiRows(database, ids.organization()).letter(ids.dock());
    }

    private long resource(long dock, String type, String name) {
        return one("""
                insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, name, status,
                    region, attributes, data, fingerprint, first_seen_at, changed_at)
                values (%1$s, %2$s, 'digitalocean', '%3$s', 'p-%4$s', '%4$s', 'active', 'fra1', '{"cpu": 1.50}',
                    '{"id": 1, "tags": ["a"]}', '', '%5$s', '%5$s') returning id
                """, dock, type, name, AT);
    }

    private long alert(long dock) {
        return one("""
                insert into alerts (org_id, dock_id, provider, rule, subject, severity, state, message, value, threshold,
                    raised_at, last_seen_at)
                values (%1$s, %2$s, 'digitalocean', 'error_rate', 'dock:%2$s', 'warning', 'open', 'it fails', 60, 50,
                    '%3$s', '%3$s') returning id
                """, dock, AT);
    }

    private long channel(String name) {
        return one("""
                insert into alert_channels (org_id, name, kind, recipients, shown, created_at, updated_at)
                values (%1$s, 'c-%2$s', 'mail', '{a@example.org}', 'a@example.org', now(), now()) returning id
                """, name);
    }

    private long letter(long dock) {
        return one("""
                insert into dead_letters (org_id, dock_id, job_id, request, status, error_code, error, attempts,
                    created_at, job_type, resource_types)
                values (%1$s, %2$s, 1, 'GET /v2/droplets', 500, 'HTTP_500', 'it failed', 5, now(), 'scheduled',
                    '{servers}') returning id
                """, dock);
    }

    private long error(long dock) {
        return one("""
                insert into sync_errors (org_id, dock_id, service, resource_type, error_type, message, created_at)
                values (%1$s, %2$s, 'digitalocean', 'servers', 'HTTP_500', 'it failed', now()) returning id
                """, dock);
    }

    private void rest(long dock, String name) {
        one("""
                insert into webhook_logs (org_id, dock_id, provider, delivery_id, event, status, received_at, body_bytes)
                values (%1$s, %2$s, 'digitalocean', 'd-%2$s', 'droplet.create', 'processed', now(), 10) returning id
                """, dock);
        one("""
                insert into budgets (provider, scope, scope_id, quota, remaining, reset_at, last_seen_at)
                values ('digitalocean', 'token', 'scope-%2$s', 5000, 4000, now() + interval '1 hour', now())
                returning quota
                """, name);
        one("""
                insert into sync_positions (dock_id, resource_type, completed_at)
                values (%2$s, 'servers', now()) returning dock_id
                """, dock);
    }

    private Connected connected(long dock, String name) {
        String code = "c-" + name.toLowerCase(Locale.ROOT);
        long connector = one("""
                insert into connectors (federation_code, name, provider, status, enabled, auth_type, conflict_strategy,
                    cron, created_at, updated_at)
                values ('%2$s', '%2$s', 'foireann', 'active', true, 'api_key', 'merge', '0 15 2 * * ?', now(), now())
                returning id
                """, code);
        long connection = one("""
                insert into connected_organizations (connector_id, org_id, federation_org_id, dock_id, enabled_at)
                values (%2$s, %1$s, 'club-1', %3$s, now()) returning id
                """, connector, dock);
        return new Connected(code, connection, one("""
                insert into connector_runs (connector_id, type, started_at, ended_at, organizations)
                values (%2$s, 'manual', '%3$s', now(), 1) returning id
                """, connector, AT));
    }

    private long one(String sql, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = organization;
        System.arraycopy(values, 0, all, 1, values.length);
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(String.format(sql, all))
                        .mapTo(Long.class)
                        .one());
    }
}
