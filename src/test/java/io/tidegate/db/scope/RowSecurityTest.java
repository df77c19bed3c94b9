package io.tidegate.db.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.testing.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left to see and to do when a statement forgets whose rows it wants. */
class RowSecurityTest {
    private static final long OURS = 1;
    private static final long THEIRS = 2;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final OrganizationScope scope = new OrganizationScope(database.dataSource());

    @BeforeAll
    static void fill() {
        database.jdbi().useHandle(handle -> {
            handle.execute("insert into organizations (id, slug, name) values (2, 'theirs', 'Theirs')");
            for (long org : List.of(OURS, THEIRS)) {
                handle.execute(
                        "insert into docks (id, org_id, name, provider, lane_key, scope_id, next_sync_at, created_at,"
                                + " updated_at) values (?, ?, 'a', 'vultr', 'lane' || ?, 's' || ?, now(), now(), now())",
                        org,
                        org,
                        org,
                        org);
                handle.execute(
                        "insert into resources (org_id, dock_id, provider, resource_type, provider_resource_id, data,"
                                + " fingerprint, first_seen_at, changed_at) values (?, ?, 'vultr', 'servers', 'x', '{}', '', now(), now())",
                        org,
                        org);
                handle.execute(
                        "insert into resource_changes (org_id, dock_id, resource_id, run, at, kind)"
                                + " values (?, ?, ?, 1, now(), 'created')",
                        org,
                        org,
                        org);
                handle.execute(
                        "insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status,"
                                + " started_at) values (?, ?, 1, 'vultr', 'full', 'manual', 'success', now())",
                        org,
                        org);
                handle.execute("insert into lanes (lane_key, free_at) values ('lane' || ?, now())", org);
                handle.execute(
                        "insert into budgets (provider, scope, scope_id) values ('vultr', 'token', 's' || ?)", org);
                handle.execute("insert into sync_state (dock_id) values (?)", org);
                handle.execute("insert into sync_positions (dock_id, resource_type) values (?, 'servers')", org);
                handle.execute(
                        "insert into people (id, email, name, created_at) values (?, 'p' || ?, 'P', now())", org, org);
                handle.execute(
                        "insert into members (org_id, person_id, role, created_at) values (?, ?, 'owner', now())",
                        org,
                        org);
                handle.execute(
                        "insert into api_tokens (org_id, person_id, kind, name, shown, hash, created_at)"
                                + " values (?, ?, 'api', 't', 'tdg_', sha256(?::text::bytea), now())",
                        org,
                        org,
                        org);
                handle.execute(
                        "insert into alerts (org_id, rule, subject, severity, state, message, value, threshold, raised_at,"
                                + " last_seen_at) values (?, 'budget', 'b', 'warning', 'open', 'm', 1, 1, now(), now())",
                        org);
                handle.execute(
                        "insert into alert_channels (org_id, name, kind, shown, created_at, updated_at)"
                                + " values (?, 'c', 'mail', 'x', now(), now())",
                        org);
                handle.execute(
                        "insert into audit_log (at, org_id, actor, action, result, address)"
                                + " values (now(), ?, 'a', 'b', 'done', 'c')",
                        org);
            }
        });
    }

    @Test
    void a_statement_without_a_where_sees_one_organization() {
        for (String table : List.of(
                "organizations",
                "docks",
                "resources",
                "servers",
                "resource_changes",
                "sync_events",
                "lanes",
                "sync_state",
                "sync_positions",
                "alerts",
                "alert_channels",
                "members")) {
            assertThat(count(OURS, table)).as(table).isEqualTo(1);
        }
        assertThat(texts("select scope_id from budgets")).containsExactly("s1");
        assertThat(texts("select email from people")).containsExactly("p1");
        assertThat(texts("select name from api_tokens")).containsExactly("t");
        assertThat(texts("select actor from audit_log")).containsExactly("a");
    }

    @Test
    void an_organization_that_is_none_sees_nothing() {
        assertThat(count(99, "docks")).isZero();
        long seen = database.jdbi().inTransaction(handle -> {
            handle.execute("set local role tidegate_api");
            return handle.createQuery("select count(*) from docks")
                    .mapTo(Long.class)
                    .one();
        });
        assertThat(seen).isZero();
    }

    @Test
    void rows_of_others_can_be_neither_changed_nor_made() {
        assertThat(execute("update docks set name = 'b'")).isEqualTo(1);
        assertThat(database.texts("select name from docks where org_id = 2")).containsExactly("a");
        assertThatThrownBy(
                        () -> execute("insert into docks (org_id, name, provider, lane_key, next_sync_at, created_at,"
                                + " updated_at) values (2, 'z', 'vultr', 'l', now(), now(), now())"))
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> execute("update docks set org_id = 2")).hasMessageContaining("row-level security");
    }

    @Test
    void what_only_the_program_needs_is_out_of_reach() {
        for (String statement : List.of(
                "select * from sessions",
                "select password from people",
                "select hash from api_tokens",
                "select violations from budgets",
                "select * from dock_tokens",
                "select * from flyway_schema_history",
                "update alert_deliveries set state = 'sent'",
                "update alerts set state = 'open'",
                "delete from lanes",
                "delete from audit_log",
                "update audit_log set actor = 'z'",
                "select * from sync_events_default",
                "update people set operator = true",
                "update resources set name = 'z'")) {
            assertThatThrownBy(() -> execute(statement))
                    .as(statement)
                    .isInstanceOf(JdbiException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void the_log_is_only_added_to_whoever_asks() {
        for (String statement :
                List.of("delete from audit_log", "update audit_log set actor = 'z'", "truncate audit_log")) {
            assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(statement)))
                    .as(statement)
                    .hasMessageContaining("only ever added to");
        }
    }

    @Test
    void work_that_fails_leaves_nothing_behind_and_the_connection_as_it_was() {
        assertThatThrownBy(() -> scope.within(OURS, scoped -> {
                    scoped.jdbi().useTransaction(handle -> handle.execute("delete from docks"));
                    throw new IllegalStateException("halfway");
                }))
                .hasMessage("halfway");
        assertThat(database.texts("select count(*) from docks")).containsExactly("2");
    }

    /** A table or view that a later migration adds is not forgotten: who may read it is told apart by its rows. */
    @Test
    void whatever_may_be_read_has_policies() {
        assertThat(database.texts("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity
                            and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                                and has_column_privilege('tidegate_api', c.oid, a.attnum, 'select'))
                        """)).isEmpty();
        assertThat(database.texts("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind in ('v', 'm')
                            and not coalesce('security_invoker=true' = any(c.reloptions), false)
                        """)).isEmpty();
        assertThat(database.texts("""
                        select c.relname from pg_class c where c.relispartition
                            and has_table_privilege('tidegate_api', c.oid, 'select, insert, update, delete')
                        """)).isEmpty();
    }

    private long count(long organization, String table) {
        return scope.within(
                organization,
                scoped -> scoped.jdbi()
                        .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                                .mapTo(Long.class)
                                .one()));
    }

    private List<String> texts(String query) {
        return scope.within(
                OURS,
                scoped -> scoped.jdbi()
                        .withHandle(handle ->
                                handle.createQuery(query).mapTo(String.class).list()));
    }

    private int execute(String statement) {
        return scope.within(OURS, scoped -> scoped.jdbi().withHandle(handle -> handle.execute(statement)));
    }
}
