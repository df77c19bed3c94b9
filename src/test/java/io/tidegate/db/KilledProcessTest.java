package io.tidegate.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Settings;
import io.tidegate.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Tidegate or its PostgreSQL that was killed: the next start goes on by itself. */
class KilledProcessTest {

    @TempDir
    static Path home;

    @BeforeAll
    static void makeDatabase() {
        TestServer.start().close();
        try (Database database = Database.open(settings(home))) {
            database.jdbi().useHandle(handle -> handle.execute("create table kept as select 42 as answer"));
        }
    }

    @Test
    void a_server_that_a_killed_tidegate_left_behind_is_taken_over() throws Exception {
        killed();
        assertThat(postmaster().process().isAlive()).isTrue();
        try (Database command = Database.attach(settings(home))) {
            assertThat(answer(command)).isEqualTo(42);
        }
        try (Database database = Database.open(settings(home))) {
            assertThat(answer(database)).isEqualTo(42);
        }
    }

    @Test
    void a_server_that_was_killed_too_recovers_at_the_next_start() throws Exception {
        killed();
        kill(postmaster());
        try (Database database = Database.open(settings(home))) {
            assertThat(answer(database)).isEqualTo(42);
        }
    }

    @Test
    void a_server_that_is_killed_under_a_running_tidegate_starts_again() throws Exception {
        try (Database database = Database.open(settings(home))) {
            kill(postmaster());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            Integer answer = null;
            while (answer == null && System.nanoTime() < deadline) {
                try {
                    // Waits by itself, up to five seconds.
                    answer = answer(database);
                } catch (JdbiException e) {
                    assertThat(e).isNotNull();
                }
            }
            assertThat(answer).isEqualTo(42);
        }
    }

    /** Starts a Tidegate with a database in a process of its own, and kills it once it runs. */
    private static void killed() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcessTest.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("runs");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @SuppressWarnings("SystemOut") // How the process to kill tells that it runs.
    public static void main(String[] args) throws InterruptedException {
        try (Database database = Database.open(settings(Path.of(args[0])))) {
            System.out.println(database.url().isEmpty() ? "" : "runs");
            Thread.currentThread().join();
        }
    }

    private static Postmaster postmaster() {
        return Objects.requireNonNull(Postmaster.of(home.resolve("data/postgres")));
    }

    private static void kill(Postmaster postmaster) throws Exception {
        postmaster.process().destroyForcibly();
        postmaster.process().onExit().get(30, TimeUnit.SECONDS);
    }

    private static int answer(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select answer from kept")
                        .mapTo(int.class)
                        .one());
    }

    private static Settings settings(Path home) {
        return Settings.load(home, Map.of(), List.of("--tidegate.db.embedded-port=0"));
    }
}
