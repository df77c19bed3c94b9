package io.tidegate.api;

import io.tidegate.testing.TestDatabase;
import java.util.Map;

/** One of everything that an organization has of records which are edited on both sides. */
public final class FederationRows {
    private final TestDatabase database;

    /** The numbers of what was made. */
    public record Ids(long player, long record, long conflict, long history) {
        /** As paths name them. */
        public Map<String, Long> byName() {
            return Map.of("player", player, "record", record, "conflict", conflict, "history", history);
        }
    }

    private FederationRows(TestDatabase database) {
        this.database = database;
    }

    /** Takes away all that is made here and by {@link ApiRows}. */
    public static void clear(TestDatabase database) {
        database.clear("docks", "resources", "record_links", "import_sessions", "player_identities", "local_records");
        database.clear("local_changes", "budgets", "alerts", "alert_channels", "sync_queue", "sync_events");
        database.clear("sync_errors", "dead_letters", "sync_positions", "webhook_logs", "api_tokens");
    }

    /** A player, a local record, a conflict of the player's that the local side won, and the run that met it. */
    static Ids fill(TestDatabase database, long organization, long dock, long event, long resource) {
        FederationRows rows = new FederationRows(database);
        long player = player(database, organization, "Aoife", "Byrne");
        long record = rows.one("""
                insert into local_records (org_id, kind, fields, external_ids, last_synced_at, last_synced_data, created_at,
                    updated_at)
                values (%s, 'contact', '{"name": "Ann", "city": "Cork"}', '{"crm": "c-1"}', '%s',
                    '{"crm": {"name": "Ann", "city": "Galway"}}', now(), now()) returning id
                """, organization, ApiRows.AT);
        long history = history(database, organization, dock, event);
        long conflict = conflict(database, organization, history, player, "email", "f@example.org", "a@example.org");
        rows.one("""
                insert into record_links (resource_id, org_id, dock_id, resource_type, kind, local_id,
                    applied_fingerprint, gone, active, declaration, problem)
                values (%s, %s, %s, 'members', 'player', %s, '', false, true, 'v', 'dateOfBirth is no date')
                returning resource_id
                """, resource, organization, dock, player);
        rows.one("""
                insert into import_errors (org_id, history_id, resource_id, record, field, message, at)
                values (%s, %s, %s, 'M-1', 'dateOfBirth', 'is no date', '%s') returning id
                """, organization, history, resource, ApiRows.AT);
        return new Ids(player, record, conflict, history);
    }

    /** A player more, enrolled and synced once; a@example.org is their address since, and the federation said b. */
    public static long player(TestDatabase database, long organization, String first, String last) {
        FederationRows rows = new FederationRows(database);
        long player = rows.one("""
                insert into player_identities (first_name, last_name, date_of_birth, player_type, email, phone,
                    address_line1, town, county, external_ids, last_synced_at, last_synced_data, created_at, updated_at)
                values ('%2$s', '%3$s', '2012-03-04', 'youth', 'a@example.org', '+353861234567', '1 Main Street', 'Ennis',
                    'Co. Clare', '{"foireann": "M-1"}', '%4$s', '{"foireann": {"firstName": "%2$s", "lastName": "%3$s",
                    "dateOfBirth": "2012-03-04", "email": "b@example.org", "phone": "+353861234567",
                    "address": "1 Main Street, Ennis, Co. Clare"}}', '%4$s', '%4$s') returning id
                """, organization, first, last.replace("'", "''"), ApiRows.AT);
        enrol(database, organization, player);
        return player;
    }

    /** Enrols a player in one organization more. */
    public static void enrol(TestDatabase database, long organization, long player) {
        new FederationRows(database).one("""
                insert into player_enrollments (org_id, player_id, status, membership_number, membership_status, started_at)
                values (%s, %s, 'active', 'N-%2$s', 'Registered', '%s') returning id
                """, organization, player, ApiRows.AT);
    }

    /** A run over records that are edited on both sides. */
    public static long history(TestDatabase database, long organization, long dock, long event) {
        return new FederationRows(database).one("""
                with session as (
                    insert into import_sessions (org_id, dock_id, run, status, opened_at)
                    values (%1$s, %2$s, %3$s, 'closed', '%4$s') returning id
                )
                insert into sync_history (org_id, session_id, dock_id, type, status, started_at, processed,
                    conflicts_detected, conflicts_resolved, errors)
                select %1$s, id, %2$s, 'scheduled', 'partial', '%4$s', 3, 1, 1, 1 from session returning id
                """, organization, dock, event, ApiRows.AT);
    }

    /** A conflict of a player's, which the local value won. */
    public static long conflict(
            TestDatabase database, long organization, long history, long player, String field, String... values) {
        return new FederationRows(database)
                .one("""
                insert into sync_conflicts (org_id, history_id, kind, local_id, source, field, federation, local, base,
                    based, resolved, winner, strategy, reason, at)
                values (%s, %s, 'player', %s, 'foireann', '%s', '%s', '%s', 'b@example.org', true, '%6$s', 'local',
                    'local_wins', 'both sides changed it; the local value wins', '%7$s') returning id
                """, organization, history, player, field, values[0], values[1], ApiRows.AT);
    }

    private long one(String sql, Object... values) {
        Object[] all = values.clone();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(String.format(sql, all))
                        .mapTo(Long.class)
                        .one());
    }
}
