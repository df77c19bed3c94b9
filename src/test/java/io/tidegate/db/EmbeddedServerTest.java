package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.config.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tidegate's own PostgreSQL: what a start finds in the data folder, and what it makes of it. */
class EmbeddedServerTest {

    @TempDir
    Path home;

    @Test
    void what_was_stored_is_there_at_the_next_start() {
        try (Database database = Database.open(settings())) {
            database.jdbi().useHandle(handle -> handle.execute("create table kept as select 42 as answer"));
        }
        try (Database database = Database.open(settings())) {
            assertThat(one(database, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void the_server_is_durable_and_lets_nobody_in_without_the_password() throws IOException {
        try (Database database = Database.open(settings())) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(one(database, "show " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(one(database, "show timezone")).isEqualTo("UTC");
            assertThat(one(database, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("false");
            Path password = home.resolve("data/postgres.password");
            assertThat(database.url())
                    .matches("postgresql://tidegate:[0-9a-f]{48}@127\\.0\\.0\\.1:\\d+/tidegate")
                    .contains(Files.readString(password).strip());
            assertThat(mode(password)).isEqualTo("rw-------");
            assertThat(mode(home.resolve("data/postgres"))).isEqualTo("rwx------");
            assertThat(mode(home.resolve("data/postgres-programs"))).isEqualTo("rwx------");

            String wrong = database.url().replaceAll(":[0-9a-f]{48}@", ":c4nary@");
            assertThatThrownBy(() -> Database.open(settings("--tidegate.db.url=" + wrong)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("refuses the password of tidegate")
                    .hasMessageNotContaining("c4nary");
        }
    }

    @Test
    void a_second_process_on_the_same_data_folder_is_told_who_is_there() {
        try (Database database = Database.open(settings())) {
            assertThatThrownBy(() -> Database.open(settings()))
                    .isInstanceOf(DatabaseInUseException.class)
                    .hasMessageContainingAll(
                            home.resolve("data").toString(),
                            "process " + ProcessHandle.current().pid(),
                            "tidegate.data.dir");
            assertThat(one(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_command_uses_the_server_that_runs_already() {
        try (Database running = Database.open(settings())) {
            running.jdbi().useHandle(handle -> handle.execute("create table kept as select 42 as answer"));
            try (Database command = Database.attach(settings())) {
                assertThat(one(command, "select answer from kept")).isEqualTo("42");
                assertThat(command.url()).isEqualTo(running.url());
            }
            assertThat(one(running, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_command_starts_the_server_when_none_runs_and_stops_it() {
        try (Database command = Database.attach(settings())) {
            assertThat(one(command, "select count(*) from docks")).isEqualTo("0");
        }
        assertThat(EmbeddedServer.running(home.resolve("data"))).isNull();
    }

    @Test
    void a_busy_port_is_told_before_anything_is_made() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String flag = "--tidegate.db.embedded-port=" + other.getLocalPort();
            assertThatThrownBy(() -> Database.open(Settings.load(home, Map.of(), List.of(flag))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("tidegate.db.embedded-port=" + other.getLocalPort() + " is taken");
        }
        assertThat(home.resolve("data/postgres")).doesNotExist();
    }

    @Test
    void a_first_start_that_was_cut_short_begins_anew() throws IOException {
        Path half = Files.createDirectories(home.resolve("data/postgres/base"));
        Files.writeString(half.resolve("1"), "half");
        Files.writeString(home.resolve("data/postgres/postgresql.conf"), "half");
        Files.writeString(home.resolve("data/postgres.unfinished"), "");
        try (Database database = Database.open(settings())) {
            assertThat(one(database, "select count(*) from docks")).isEqualTo("0");
        }
        assertThat(home.resolve("data/postgres.unfinished")).doesNotExist();
    }

    @Test
    void files_of_another_major_version_are_left_alone() throws IOException {
        Path version = Files.createDirectories(home.resolve("data/postgres")).resolve("PG_VERSION");
        Files.writeString(version, "16\n");
        assertThatThrownBy(() -> Database.open(settings()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("PostgreSQL 16", "brings 17", "tidegate.db.url");
        assertThat(version).hasContent("16");
    }

    @Test
    void a_lost_password_file_is_named() throws IOException {
        Database.open(settings()).close();
        Files.delete(home.resolve("data/postgres.password"));
        assertThatThrownBy(() -> Database.open(settings()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("data/postgres.password is missing");
    }

    private static String one(Database database, String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Settings settings(String... flags) {
        return Settings.load(
                home, Map.of(), flags.length > 0 ? List.of(flags) : List.of("--tidegate.db.embedded-port=0"));
    }
}
