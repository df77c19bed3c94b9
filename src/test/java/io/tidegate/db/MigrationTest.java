package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.DatabaseUrl;
import io.tidegate.config.Settings;
import io.tidegate.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Flyway is left out where one look at the applied migrations tells that nothing is to be done. */
class MigrationTest {
    private static TestServer server;
    private static DatabaseUrl url;
    private static DataSource source;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        url = Objects.requireNonNull(
                Settings.load(Path.of("target"), Map.of("TIDEGATE_DB_URL", server.url()), List.of())
                        .db()
                        .url());
        source = Probe.dataSource(url);
        assertThat(Migration.isWhole(source)).as("before there is a table").isFalse();
        Migration.apply(source, url);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void what_flyway_applied_is_known_as_that() {
        assertThat(Migration.isWhole(source)).isTrue();
    }

    @Test
    void tables_in_another_schema_are_not_those_that_flyway_means() {
        PGSimpleDataSource elsewhere = Probe.dataSource(url);
        elsewhere.setCurrentSchema("other, public");
        Jdbi.create(source).useHandle(handle -> handle.execute("create schema other"));

        assertThat(Migration.isNewest(elsewhere)).as("they are found").isTrue();
        assertThat(Migration.isWhole(elsewhere)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update flyway_schema_history set checksum = checksum + 1 where version = '7'",
                "update flyway_schema_history set success = false where version = '9'",
                "delete from flyway_schema_history where version = '23'",
                "update flyway_schema_history set script = 'V1__tidegate.sql', checksum = ("
                        + "select checksum from flyway_schema_history where version = '1') where version = '23'",
                "update flyway_schema_history set type = 'DELETE' where version = '23'",
                "insert into flyway_schema_history select installed_rank + 100, '9999', 'later', type, 'V9999__later.sql',"
                        + " 1, installed_by, installed_on, 1, true from flyway_schema_history where version = '1'"
            })
    void anything_else_is_a_matter_for_flyway(String change) {
        Jdbi.create(source).useHandle(handle -> {
            handle.execute("create table kept as table flyway_schema_history");
            try {
                handle.execute(change);
                assertThat(Migration.isWhole(source)).isFalse();
            } finally {
                handle.execute("truncate flyway_schema_history");
                handle.execute("insert into flyway_schema_history table kept");
                handle.execute("drop table kept");
            }
        });
    }
}
