package io.tidegate.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    private static final List<String> UNIVERSAL =
            List.of("block_volumes", "buckets", "databases", "domains", "projects", "servers", "web_services");

    /** Kafka's own, Camel's for it, ours for it, and what looks for jobs to announce in a thread of its own. */
    private static final Pattern OVER_KAFKA =
            Pattern.compile("org\\.apache\\.(camel\\.component\\.)?kafka\\.|io\\.tidegate\\.(kafka\\.|work\\.Waiting)");

    @TempDir
    Path home;

    @Test
    void a_demo_fills_the_tables_for_both_accounts_and_stops_with_0() throws Exception {
        Path classes = home.resolve("classes");
        try (Program demo = Program.start(
                home, List.of("-Xlog:class+load:file=" + classes), Map.of(), Program.onFreePorts("demo"))) {
            demo.awaitLine("run 1 of dock");
            demo.awaitLine("run 2 of dock");
            try (Handle database = database()) {
                assertThat(database.createQuery(
                                        "select distinct resource_type from resources where resource_type = any(:types)")
                                .bindArray("types", String.class, UNIVERSAL)
                                .mapTo(String.class)
                                .list())
                        .containsExactlyInAnyOrderElementsOf(UNIVERSAL);
                assertThat(numbers(database, "select count(distinct dock_id) from resources"))
                        .containsExactly(2L);
            }
            demo.stop();
            assertThat(demo.awaitExit()).as(demo.output()).isZero();
            assertThat(demo.output()).contains("stopped").doesNotContain("ERROR", "demo-harbour-token", "demo-canary");
        }
        try (Stream<String> loaded = Files.lines(classes)) {
            assertThat(loaded.filter(OVER_KAFKA.asPredicate()))
                    .as("loaded where nothing goes over Kafka")
                    .isEmpty();
        }
    }

    @Test
    void after_kill_9_the_next_start_finishes_the_run_with_nothing_lost_and_nothing_twice() throws Exception {
        try (Program first = Program.start(home, Program.onFreePorts("demo"))) {
            first.awaitLine("Tidegate is up");
            try (Handle database = database()) {
                awaitRow(database, "select from resources");
            }
            first.kill();
        }
        try (Program second = Program.start(home, Program.onFreePorts("demo"))) {
            second.awaitLine("of dock harbour (demo): success");
            second.awaitLine("of dock lighthouse (demo): success");
            try (Handle database = database()) {
                assertThat(numbers(database, "select count(*) from sync_queue where state = 'running'"))
                        .containsExactly(0L);
                assertThat(numbers(database, "select count(*) from lanes where job_id is not null"))
                        .containsExactly(0L);
                assertThat(numbers(database, """
                                select count(*) from resources r
                                where (select count(*) from resource_changes c
                                       where c.resource_id = r.id and c.kind = 'created') <> 1
                                """)).containsExactly(0L);
                assertThat(numbers(database, "select count(distinct resource_type) from resources"))
                        .containsExactly(8L);
            }
        }
    }

    @Test
    void a_busy_port_ends_it_with_2_and_names_the_setting() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program run = Program.start(
                        home,
                        "run",
                        "--tidegate.db.embedded-port=0",
                        "--tidegate.public.port=0",
                        "--tidegate.http.port=" + busy.getLocalPort())) {
            assertThat(run.awaitExit()).as(run.output()).isEqualTo(2);
            assertThat(run.output()).contains("tidegate.http.port", Integer.toString(busy.getLocalPort()));
        }
    }

    @Test
    void a_second_process_on_the_same_data_ends_with_1() throws Exception {
        try (Program first = Program.start(home, Program.onFreePorts("run"))) {
            first.awaitLine("Tidegate is up");
            try (Program second = Program.start(home, Program.onFreePorts("run"))) {
                assertThat(second.awaitExit()).as(second.output()).isEqualTo(1);
                assertThat(second.output()).contains(home.resolve("data").toString());
            }
        }
    }

    @Test
    void told_to_stop_while_it_starts_it_leaves_no_server_behind() throws Exception {
        try (Program run = Program.start(home, Program.onFreePorts("run"))) {
            run.awaitLine("INFO  Database");
            run.stop();
            assertThat(run.awaitExit()).as(run.output()).isZero();
            assertThat(run.output()).contains("stops as soon as it has started");
            assertThat(home.resolve("data/postgres")).isDirectory().isDirectoryNotContaining("glob:**postmaster.pid");
        }
        try (Program again = Program.start(home, Program.onFreePorts("run"))) {
            again.awaitLine("Tidegate is up");
            assertThat(again.output()).doesNotContain("left behind");
        }
    }

    @Test
    void a_server_that_does_not_start_ends_it_with_1_and_what_else_had_started_with_it() throws Exception {
        Files.createDirectories(home.resolve("data/postgres"));
        Files.writeString(home.resolve("data/postgres/PG_VERSION"), "9\n");
        try (Program run = Program.start(home, Program.onFreePorts("run"))) {
            assertThat(run.awaitExit()).as(run.output()).isEqualTo(1);
            assertThat(run.output())
                    .contains("holds a database of PostgreSQL 9")
                    .doesNotContain("\tat ", "ERROR", "WARN");
        }
    }

    @Test
    void a_wrong_setting_ends_it_with_2_and_says_what_is_allowed() throws Exception {
        Files.writeString(home.resolve("application.properties"), "tidegate.workers=many\ntidegate.worker=3\n");
        try (Program run = Program.start(home, Program.onFreePorts("run"))) {
            assertThat(run.awaitExit()).isEqualTo(2);
            assertThat(run.output())
                    .contains("application.properties line 1", "tidegate.workers", "1 to 1000")
                    .contains("application.properties line 2", "tidegate.worker", "mean tidegate.workers");
        }
    }

    @Test
    void an_unreachable_database_ends_it_with_1_and_names_host_and_port() throws Exception {
        String[] flags =
                Program.onFreePorts("run", "--tidegate.db.url=postgresql://someone:hidden-word@127.0.0.1:1/none");
        try (Program run = Program.start(home, flags)) {
            assertThat(run.awaitExit()).isEqualTo(1);
            assertThat(run.output()).contains("127.0.0.1:1").doesNotContain("hidden-word", "\tat ");
        }
    }

    private Handle database() throws IOException, InterruptedException {
        try (Program command = Program.start(home, "db", "url")) {
            assertThat(command.awaitExit()).as(command.output()).isZero();
            return Jdbi.open("jdbc:" + jdbc(command.output().strip()));
        }
    }

    /** {@code postgresql://user:password@host:port/db} as JDBC has it. */
    private static String jdbc(String url) {
        String credentials = url.substring(url.indexOf("//") + 2, url.indexOf('@'));
        return "postgresql://" + url.substring(url.indexOf('@') + 1) + "?user="
                + credentials.replace(":", "&password=");
    }

    private static List<Long> numbers(Handle database, String query) {
        return database.createQuery(query).mapTo(Long.class).list();
    }

    /** Looks again and again; what it waits for comes from another process. */
    private static void awaitRow(Handle database, String query) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (database.createQuery(query + " limit 1").mapToMap().list().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }
}
