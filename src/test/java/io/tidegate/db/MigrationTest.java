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

/** Flyway is left out where one look at the applied migrations tells that nothing is to be done. */
class MigrationTest {
    private static TestServer server;
    private static DataSource source;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        DatabaseUrl url = Objects.requireNonNull(
                Settings.load(Path.of("target"), Map.of("TIDEGATE_DB_URL", server.url()), List.of())
                        .db()
                        .url());
        source = Probe.dataSource(url);
        assertThat(Migration.isUpToDate(source)).as("before there is a table").isFalse();
        Migration.apply(source, url);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void what_flyway_applied_is_known_as_that() {
        assertThat(Migration.isUpToDate(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update flyway_schema_history set checksum = checksum + 1 where version = '7'",
                "update flyway_schema_history set success = false where version = '9'",
                "delete from flyway_schema_history where version = '23'",
                "insert into flyway_schema_history select installed_rank + 100, '9999', 'later', type, 'V9999__later.sql',"
                        + " 1, installed_by, installed_on, 1, true from flyway_schema_history where version = '1'"
            })
    void anything_else_is_a_matter_for_flyway(String change) {
        Jdbi.create(source).useHandle(handle -> {
            handle.execute("create table kept as table flyway_schema_history");
            try {
                handle.execute(change);
                assertThat(Migration.isUpToDate(source)).isFalse();
            } finally {
                handle.execute("truncate flyway_schema_history");
                handle.execute("insert into flyway_schema_history table kept");
                handle.execute("drop table kept");
            }
        });
    }
}
