package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.db.scope.OrganizationScope;
import io.tidegate.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that somebody else runs: it can be missing, foreign, too new, and go away. */
class ExternalDatabaseTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void after_the_database_was_away_the_same_pool_works_again() {
        try (Database database = Database.open(settings(server.url()))) {
            Jdbi jdbi = database.jdbi();
            assertThat(one(jdbi, "select 1")).isEqualTo("1");
            server.stop();
            assertThatThrownBy(() -> one(jdbi, "select 1")).isInstanceOf(JdbiException.class);
            server.restart();
            assertThat(one(jdbi, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void connections_tell_who_they_are_and_live_in_utc() {
        try (Database database = Database.open(settings(database("named")))) {
            assertThat(one(database.jdbi(), "show application_name")).isEqualTo("tidegate/here");
            assertThat(one(database.jdbi(), "show timezone")).isEqualTo("UTC");
        }
    }

    @Test
    void a_session_that_stands_still_inside_a_transaction_gives_its_locks_back() throws SQLException {
        try (Database database = Database.open(settings(database("frozen")));
                Connection frozen = database.dataSource().getConnection();
                Statement statement = frozen.createStatement()) {
            assertThat(one(database.jdbi(), "show idle_in_transaction_session_timeout"))
                    .isEqualTo("10s");
            assertThat(one(database.jdbi(), "show jit")).isEqualTo("off");
            frozen.setAutoCommit(false);
            statement.execute("set local idle_in_transaction_session_timeout = '50ms'; lock table docks");

            database.jdbi().useTransaction(other -> other.execute("lock table docks"));

            assertThatThrownBy(() -> statement.execute("select 1"))
                    .satisfies(refusal ->
                            assertThat(DatabaseException.isOutage(refusal)).isTrue());
        }
    }

    @Test
    void an_unreachable_database_is_named_with_the_reason() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        refused("postgresql://tide:c4nary@127.0.0.1:" + free + "/tide", "127.0.0.1:" + free, "refused", "start it");
        refused("postgresql://tide:c4nary@nowhere.invalid/tide", "nowhere.invalid:5432", "unknown host");
    }

    @Test
    void a_missing_database_says_how_to_create_it() {
        refused(server.url().replaceAll("postgres$", "missing"), "createdb missing");
    }

    @Test
    void a_role_that_does_not_exist_is_named() {
        refused(server.url().replace("postgres@", "nobody:c4nary@"), "nobody");
    }

    @Test
    void tables_of_somebody_else_are_left_alone() {
        String url = database("foreign_tables");
        execute(url, "create table theirs (id int)");
        refused(url, "not Tidegate's", "empty database");
        assertThat(count(url, "docks")).isZero();
    }

    @Test
    void tables_of_a_newer_program_are_left_alone() {
        String url = database("newer");
        Database.open(settings(url)).close();
        execute(
                url,
                "insert into flyway_schema_history select installed_rank + 100, '9999', 'later', type, 'V9999__later.sql',"
                        + " 1, installed_by, installed_on, 1, true from flyway_schema_history where version = '1'");
        refused(url, "version 9999", "newer Tidegate");
    }

    @Test
    void a_migration_that_is_not_the_applied_one_is_refused() {
        String url = database("changed");
        Database.open(settings(url)).close();
        execute(url, "update flyway_schema_history set checksum = checksum + 1 where version = '1'");
        refused(url, "not those of this program");
    }

    @Test
    void a_role_without_the_right_to_make_tables_is_told_what_to_grant() {
        String url = database("closed");
        execute(url, "create role reader login");
        refused(url.replace("postgres@", "reader@"), "grant create on schema public to reader");
    }

    @Test
    void a_role_that_may_make_no_roles_is_told_what_a_superuser_has_to_say_once() {
        // a server of its own: roles belong to all databases of one
        try (TestServer fresh = TestServer.start()) {
            isToldWhatToSay(fresh);
        }
    }

    private static void isToldWhatToSay(TestServer fresh) {
        Jdbi superuser = Jdbi.create(fresh.jdbcUrl("postgres"));
        superuser.useHandle(handle -> handle.execute("create role modest_owner login"));
        superuser.useHandle(handle -> handle.execute("alter database postgres owner to modest_owner"));
        String modest = fresh.url().replace("postgres@", "modest_owner@");

        refused(modest, "tidegate_api", "create role tidegate_api nologin; grant tidegate_api to modest_owner");
        superuser.useHandle(handle -> handle.execute("create role tidegate_api nologin"));
        refused(modest, "as a superuser: grant tidegate_api to modest_owner");
        superuser.useHandle(handle -> handle.execute("grant tidegate_api to modest_owner"));
        try (Database database = Database.open(settings(modest))) {
            long seen = new OrganizationScope(database.dataSource())
                    .within(
                            1,
                            scoped -> scoped.jdbi()
                                    .withHandle(handle -> handle.createQuery("select count(*) from organizations")
                                            .mapTo(Long.class)
                                            .one()));
            assertThat(seen).isEqualTo(1);
        }
    }

    private static void refused(String url, String... parts) {
        assertThatThrownBy(() -> Database.open(settings(url)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("c4nary");
    }

    /** A new database on the server. */
    private static String database(String name) {
        execute(server.url(), "create database " + name + " template template0");
        return server.url().replaceAll("postgres$", name);
    }

    private static void execute(String url, String sql) {
        jdbi(url).useHandle(handle -> handle.execute(sql));
    }

    private static int count(String url, String table) {
        return jdbi(url)
                .withHandle(handle -> handle.createQuery("select count(*) from pg_tables where tablename = :name")
                        .bind("name", table)
                        .mapTo(int.class)
                        .one());
    }

    private static Jdbi jdbi(String url) {
        return Jdbi.create(server.jdbcUrl(url.substring(url.lastIndexOf('/') + 1)));
    }

    private static String one(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static Settings settings(String url) {
        return Settings.load(Path.of("target"), Map.of("TIDEGATE_DB_URL", url, "TIDEGATE_NODE", "here"), List.of());
    }
}
