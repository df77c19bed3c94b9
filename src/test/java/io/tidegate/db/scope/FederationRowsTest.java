package io.tidegate.db.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.testing.TestDatabase;
import java.util.List;
import java.util.stream.LongStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two clubs of one federation, and one of another: what is left when a statement forgets whose rows it wants. */
class FederationRowsTest {
    private static final long OURS = 1;
    private static final long THEIRS = 2;
    private static final long ELSEWHERE = 3;

    /** A row of each organization in each. */
    private static final List<String> TABLES = List.of(
            "connected_organizations",
            "connector_run_organizations",
            "player_identities",
            "player_enrollments",
            "local_records",
            "local_changes",
            "record_links",
            "import_sessions",
            "sync_history",
            "sync_conflicts",
            "import_errors");

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final OrganizationScope scope = new OrganizationScope(database.dataSource());

    @BeforeAll
    static void fill() {
        execute(
                "insert into organizations (id, slug, name) values (2, 'theirs', 'Theirs'), (3, 'elsewhere', 'Elsewhere')");
        execute("insert into connectors (id, federation_code, name, provider, status, enabled, auth_type,"
                + " conflict_strategy, cron, last_error, created_at, updated_at) select id, code, code, 'foireann', 'active',"
                + " true, 'api_key', 'merge', '0 0 0 * * ?', 'club 2 was refused', now(), now()"
                + " from (values (1, 'gaa'), (2, 'other')) as c(id, code)");
        execute("insert into connector_runs (id, connector_id, type, started_at, organizations)"
                + " values (1, 1, 'manual', now(), 2), (2, 2, 'manual', now(), 1)");
        execute("insert into connector_deliveries (connector_id) values (1), (2)");
        LongStream.of(OURS, THEIRS, ELSEWHERE).forEach(org -> {
            long connector = org == ELSEWHERE ? 2 : 1;
            insert(
                    org,
                    "docks (id, org_id, name, provider, connector_id, lane_key, scope_id, next_sync_at, created_at,"
                            + " updated_at)",
                    "%1$s, %1$s, 'a', 'foireann', " + connector + ", 'l%1$s', 's%1$s', now(), now(), now()");
            insert(
                    org,
                    "connected_organizations (connector_id, org_id, federation_org_id, dock_id, enabled_at)",
                    connector + ", %1$s, 'club-%1$s', %1$s, now()");
            insert(
                    org,
                    "connector_run_organizations (run_id, dock_id, org_id, place, state)",
                    connector + ", %1$s, %1$s, 1, 'waiting'");
            insert(
                    org,
                    "player_identities (id, first_name, last_name, date_of_birth, player_type, created_at, updated_at)",
                    "%1$s, 'P%1$s', 'B', '2001-02-03', 'adult', now(), now()");
            insert(org, "player_enrollments (org_id, player_id, status, started_at)", "%1$s, %1$s, 'active', now()");
            insert(
                    org,
                    "local_records (org_id, kind, fields, created_at, updated_at)",
                    "%1$s, 'contact', '{}', now(), now()");
            insert(
                    org,
                    "local_changes (org_id, kind, local_id, at, origin, actor, field)",
                    "%1$s, 'player', %1$s, now(), 'person', 'ann', 'email'");
            insert(
                    org,
                    "record_links (resource_id, org_id, dock_id, resource_type, kind, applied_fingerprint, gone,"
                            + " declaration)",
                    "%1$s, %1$s, %1$s, 'members', 'player', '', false, ''");
            insert(
                    org,
                    "import_sessions (id, org_id, dock_id, run, status, opened_at)",
                    "%1$s, %1$s, %1$s, %1$s, 'closed', now()");
            insert(
                    org,
                    "sync_history (id, org_id, session_id, dock_id, type, status, started_at)",
                    "%1$s, %1$s, %1$s, %1$s, 'manual', 'success', now()");
            insert(
                    org,
                    "sync_conflicts (org_id, history_id, kind, local_id, source, field, based, winner, strategy, reason,"
                            + " at)",
                    "%1$s, %1$s, 'player', %1$s, 's', 'email', true, 'local', 'merge', 'r', now()");
            insert(
                    org,
                    "import_errors (org_id, history_id, resource_id, record, message, at)",
                    "%1$s, %1$s, 1, 'm', 'is wrong', now()");
            insert(
                    org,
                    "federation_uploads (dock_id, resource_type, org_id, content, uploaded_at, uploaded_by)",
                    "%1$s, 'members', %1$s, 'x', now(), 'ann'");
        });
    }

    @Test
    void a_statement_without_a_where_sees_one_organization() {
        for (String table : TABLES) {
            assertThat(texts(OURS, "select count(*) from " + table)).as(table).containsExactly("1");
            assertThat(texts(99, "select count(*) from " + table)).as(table).containsExactly("0");
        }
        assertThat(texts(OURS, "select uploaded_by from federation_uploads")).hasSize(1);
        assertThat(texts(OURS, "select federation_code from connectors")).containsExactly("gaa");
        assertThat(texts(OURS, "select id from connector_runs")).containsExactly("1");
        assertThat(texts(99, "select id from connectors")).isEmpty();
    }

    @Test
    void what_became_of_others_and_what_only_the_program_needs_is_out_of_reach() {
        for (String statement : List.of(
                "select last_error from connectors",
                "select credentials from connectors",
                "select webhook_secret from connectors",
                "select endpoints from connectors",
                "select failed from connector_runs",
                "select succeeded from connector_runs",
                "select organizations from connector_runs",
                "select content from federation_uploads",
                "select * from connector_deliveries",
                "update connectors set status = 'active'",
                "update connected_organizations set federation_org_id = 'club-2'",
                "update player_enrollments set status = 'active'",
                "insert into player_enrollments (org_id, player_id, status, started_at) values (1, 2, 'active', now())",
                "update sync_conflicts set winner = 'federation'",
                "update sync_history set errors = 0",
                "delete from player_identities",
                "delete from local_changes",
                "update local_changes set actor = 'z'")) {
            assertThatThrownBy(() -> change(statement))
                    .as(statement)
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void rows_of_others_can_be_neither_changed_nor_made() {
        assertThat(change("update player_identities set gender = 'F'")).isEqualTo(1);
        assertThat(change("update local_records set is_active = true")).isEqualTo(1);
        assertThat(change("update sync_conflicts set settled = null")).isEqualTo(1);
        assertThat(change("delete from record_links")).isEqualTo(1);
        assertThatThrownBy(() -> change("insert into local_changes (org_id, kind, local_id, at, origin, actor, field)"
                        + " values (2, 'player', 2, now(), 'person', 'ann', 'email')"))
                .hasMessageContaining("row-level security");
        assertThat(database.texts("select count(*) from player_identities where gender = 'F'"))
                .containsExactly("1");
        execute(
                "insert into record_links (resource_id, org_id, dock_id, resource_type, kind, applied_fingerprint, gone,"
                        + " declaration) values (1, 1, 1, 'members', 'player', '', false, '')");
    }

    @Test
    void whom_another_organization_has_by_now_is_theirs_to_change() {
        execute("insert into player_enrollments (org_id, player_id, status, started_at, ended_at)"
                + " values (3, 2, 'inactive', now(), now())");
        assertThat(texts(ELSEWHERE, "select id from player_identities order by id"))
                .containsExactly("2", "3");
        assertThat(texts(ELSEWHERE, "select local_id from local_changes")).containsExactly("3");
        int changed = scope.within(
                ELSEWHERE,
                scoped -> scoped.jdbi()
                        .withHandle(handle -> handle.execute("update player_identities set gender = 'M'")));
        assertThat(changed).isEqualTo(1);
        execute("update player_identities set is_active = false where id = 2");
        assertThat(texts(ELSEWHERE, "select local_id from local_changes order by 1"))
                .containsExactly("2", "3");
        execute("delete from player_enrollments where org_id = 3 and player_id = 2");
        execute("update player_identities set is_active = true where id = 2");
    }

    private static void insert(long organization, String into, String values) {
        execute("insert into " + into + " values (" + String.format(values, organization) + ")");
    }

    private static void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }

    private List<String> texts(long organization, String query) {
        return scope.within(
                organization,
                scoped -> scoped.jdbi()
                        .withHandle(handle ->
                                handle.createQuery(query).mapTo(String.class).list()));
    }

    private int change(String statement) {
        return scope.within(OURS, scoped -> scoped.jdbi().withHandle(handle -> handle.execute(statement)));
    }
}
