package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.tidegate.cli.CommandRun.Result;
import io.tidegate.cli.terminal.Prompt;
import io.tidegate.db.Notifications;
import io.tidegate.queue.Claimed;
import io.tidegate.queue.QueueStore;
import io.tidegate.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DockSyncTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    private Path home;

    private CommandRun commands = new CommandRun(Path.of("."), database, Prompt.NOBODY);

    @BeforeEach
    void oneDock() {
        database.clear("docks", "sync_queue", "lanes", "sync_events");
        commands = new CommandRun(home, database, Prompt.NOBODY);
        commands.run("dock", "add", "digitalocean", "--name", "main", "--no-token");
    }

    @Test
    void without_a_running_tidegate_nobody_waits() {
        Result result = commands.run("dock", "sync", "main", "--wait");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("Queued as job 1, and no Tidegate is running to do it");
    }

    @Test
    void a_sync_is_queued_once() throws SQLException {
        try (Connection worker = worker()) {
            assertThat(commands.run("dock", "sync", "main").out()).isEqualTo("Queued as job 1.\n");
            assertThat(commands.run("dock", "sync", "main", "--type", "servers").out())
                    .isEqualTo("Already queued as job 1; brought forward.\n");
            claim();
            assertThat(commands.run("dock", "sync", "main").out())
                    .isEqualTo("Already running as job 1; it will run once more.\n");
            assertThat(worker.isClosed()).isFalse();
        }
    }

    @Test
    void a_sync_of_a_dock_that_is_skipped_says_why_it_is() throws SQLException {
        try (Connection worker = worker()) {
            set("enabled = false");
            assertThat(commands.run("dock", "sync", "main").err())
                    .contains("Dock main is paused and stays so after this sync.");
            set("enabled = true, stopped_at = created_at, last_sync_error = 'the token is refused'");
            assertThat(commands.run("dock", "sync", "main").err())
                    .contains("Dock main is stopped and stays so after this sync: the token is refused");
            set("stopped_at = null, waiting_until = '2026-03-01T12:05:00Z', waiting_reason = 'nothing is left'");
            assertThat(commands.run("dock", "sync", "main").err())
                    .contains("Waiting for budget until 12:05:00: nothing is left");
            assertThat(worker.isClosed()).isFalse();
        }
    }

    private static void set(String assignment) {
        database.jdbi().useHandle(handle -> handle.execute("update docks set " + assignment));
    }

    @Test
    void waiting_ends_with_the_run_and_says_what_it_did() throws SQLException {
        Result result = waitWhile("success", null);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .isEqualTo("Run 1 of dock main: success, 3 records, 1 changed, 0 deleted, 2 requests in 1 s\n");
    }

    @Test
    void a_run_that_failed_ends_with_1() throws SQLException {
        Result result = waitWhile("failed", "HTTP_500 from digitalocean");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("Run 1 of dock main failed: HTTP_500 from digitalocean");
    }

    @Test
    void a_type_that_the_provider_lacks_is_refused() {
        Result result = commands.run("dock", "sync", "main", "--type", "serverz");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("did you mean servers?");
    }

    /** A worker takes up the job that the command queued, and ends it. */
    private Result waitWhile(String status, @Nullable String error) throws SQLException {
        try (Connection worker = worker();
                Notifications queued = new Notifications(database.dataSource(), QueueStore.CHANNEL)) {
            queued.await(Duration.ofMillis(1));
            CompletableFuture<Result> waiting =
                    CompletableFuture.supplyAsync(() -> commands.run("dock", "sync", "main", "--wait"));
            assertThat(queued.await(Duration.ofSeconds(30))).isTrue();
            Claimed job = claim();
            finish(job, status, error);
            assertThat(worker.isClosed()).isFalse();
            return waiting.join();
        }
    }

    private static Claimed claim() {
        return new QueueStore(database.jdbi(), new ObjectMapper())
                .claim(1, List.of("digitalocean"), "node", CommandRun.NOW, Duration.ofMinutes(1))
                .get(0);
    }

    private static void finish(Claimed job, String status, @Nullable String error) {
        database.jdbi().useHandle(handle -> {
            handle.createUpdate("update sync_queue set state = 'completed' where id = :id")
                    .bind("id", job.id())
                    .execute();
            handle.createUpdate("""
                            update sync_events set status = :status, error_message = :error, completed_at = :now,
                                items_processed = 3, items_changed = 1, requests = 2, duration_ms = 1000
                            where id = :id
                            """)
                    .bind("status", status)
                    .bind("error", error)
                    .bind("now", CommandRun.NOW)
                    .bind("id", job.run().event())
                    .execute();
        });
    }

    /** A session as a running Tidegate has. */
    private static Connection worker() throws SQLException {
        String url = ((HikariDataSource) database.dataSource()).getJdbcUrl();
        return DriverManager.getConnection(url + "&ApplicationName=tidegate/worker");
    }
}
