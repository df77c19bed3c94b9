package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Settings;
import io.tidegate.config.SettingsException;
import io.tidegate.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tidegate's own PostgreSQL: what a start finds in the data folder, and what it makes of it. */
class EmbeddedServerTest {

    /** Made once, because a first start takes seconds; a test that needs another state has a folder of its own. */
    @TempDir
    static Path home;

    @BeforeAll
    static void makeDatabase() {
        // Unpacks the programs where the next test run finds them.
        TestServer.start().close();
        Database.open(settings(home)).close();
    }

    @Test
    void what_was_stored_is_there_at_the_next_start() {
        try (Database database = Database.open(settings(home))) {
            database.jdbi()
                    .useHandle(handle -> handle.execute("create table if not exists kept as select 42 as answer"));
        }
        try (Database database = Database.open(settings(home))) {
            assertThat(one(database, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void the_server_is_durable_and_lets_nobody_in_without_the_password() throws IOException {
        try (Database database = Database.open(settings(home))) {
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
            assertThatThrownBy(() -> Database.open(settings(home, "--tidegate.db.url=" + wrong)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("refuses the password of tidegate")
                    .hasMessageNotContaining("c4nary");
        }
    }

    @Test
    void a_second_process_on_the_same_data_folder_is_told_who_is_there() {
        try (Database database = Database.open(settings(home))) {
            assertThatThrownBy(() -> Database.open(settings(home)))
                    .isInstanceOf(DatabaseInUseException.class)
                    .hasMessageContainingAll(
                            home.resolve("data").toString(),
                            "process " + ProcessHandle.current().pid(),
                            "tidegate.data.dir");
            assertThat(one(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void who_asks_what_has_begun_to_start_waits_for_it() {
        try (Database database = Database.begin(settings(home))) {
            assertThat(one(database, "select 1")).isEqualTo("1");
            database.await();
            assertThat(database.url()).startsWith("postgresql://tidegate:");
        }
    }

    @Test
    void closed_while_it_still_starts_it_leaves_neither_server_nor_lock_behind() {
        Database.begin(settings(home)).close();
        assertThat(EmbeddedServer.running(home.resolve("data"))).isNull();
        Database.open(settings(home)).close();
    }

    @Test
    void who_waits_is_told_each_time_why_it_cannot_be_used() {
        try (Database running = Database.open(settings(home));
                Database second = Database.begin(settings(home))) {
            assertThatThrownBy(second::await).isInstanceOf(DatabaseInUseException.class);
            assertThatThrownBy(second::await).isInstanceOf(DatabaseInUseException.class);
            assertThatThrownBy(() -> second.session("")).isInstanceOf(DatabaseInUseException.class);
            assertThatThrownBy(() -> one(second, "select 1"))
                    .hasStackTraceContaining("the database cannot be used: io.tidegate.db.DatabaseInUseException");
            assertThat(one(running, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_command_uses_the_server_that_runs_already() {
        try (Database running = Database.open(settings(home))) {
            running.jdbi()
                    .useHandle(handle -> handle.execute("create table if not exists kept as select 42 as answer"));
            try (Database command = Database.attach(settings(home))) {
                assertThat(one(command, "select answer from kept")).isEqualTo("42");
                assertThat(command.url()).isEqualTo(running.url());
            }
            assertThat(one(running, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_command_starts_the_server_when_none_runs_and_stops_it() {
        try (Database command = Database.attach(settings(home))) {
            assertThat(one(command, "select count(*) from docks")).isEqualTo("0");
        }
        assertThat(EmbeddedServer.running(home.resolve("data"))).isNull();
    }

    @Test
    void a_busy_port_is_told_before_anything_is_made(@TempDir Path other) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String flag = "--tidegate.db.embedded-port=" + taken.getLocalPort();
            assertThatThrownBy(() -> Database.open(Settings.load(other, Map.of(), List.of(flag))))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("tidegate.db.embedded-port=" + taken.getLocalPort() + " is taken");
        }
        assertThat(other.resolve("data/postgres")).doesNotExist();
    }

    @Test
    void a_first_start_that_was_cut_short_begins_anew(@TempDir Path other) throws IOException {
        Path half = Files.createDirectories(other.resolve("data/postgres/base"));
        Files.writeString(half.resolve("1"), "half");
        Files.writeString(other.resolve("data/postgres/postgresql.conf"), "half");
        Files.writeString(other.resolve("data/postgres.unfinished"), "");
        try (Database database = Database.open(settings(other))) {
            assertThat(one(database, "select count(*) from docks")).isEqualTo("0");
        }
        assertThat(other.resolve("data/postgres.unfinished")).doesNotExist();
    }

    @Test
    void files_of_another_major_version_are_left_alone(@TempDir Path other) throws IOException {
        Path version = Files.createDirectories(other.resolve("data/postgres")).resolve("PG_VERSION");
        Files.writeString(version, "16\n");
        assertThatThrownBy(() -> Database.open(settings(other)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("PostgreSQL 16", "brings 17", "tidegate.db.url");
        assertThat(version).hasContent("16");
    }

    @Test
    void a_lost_password_file_is_named(@TempDir Path other) throws IOException {
        Files.writeString(
                Files.createDirectories(other.resolve("data/postgres")).resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> Database.open(settings(other)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("data/postgres.password is missing");
    }

    @Test
    void commands_that_start_at_once_share_one_server() throws Exception {
        int commands = 4;
        CyclicBarrier together = new CyclicBarrier(commands);
        ExecutorService threads = Executors.newFixedThreadPool(commands);
        try {
            Callable<String> command = () -> {
                together.await();
                try (Database database = Database.attach(settings(home))) {
                    return one(database, "select 'done'");
                }
            };
            for (Future<String> each : threads.invokeAll(Collections.nCopies(commands, command))) {
                assertThat(each.get()).isEqualTo("done");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void commands_look_for_the_newest_migration_there_is() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))
                            .max(Comparator.comparingInt(Integer::parseInt)))
                    .hasValue(Migration.NEWEST);
        }
    }

    private static String one(Database database, String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Settings settings(Path home, String... flags) {
        return Settings.load(
                home, Map.of(), flags.length > 0 ? List.of(flags) : List.of("--tidegate.db.embedded-port=0"));
    }
}
