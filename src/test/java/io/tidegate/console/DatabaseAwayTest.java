package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.db.Database;
import io.tidegate.testing.TestServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** While the database is away the page says so, and shows what it read last. */
class DatabaseAwayTest {
    @Test
    void the_page_stays_says_that_the_database_is_away_and_goes_on_when_it_is_back() {
        try (TestServer server = TestServer.start();
                Database database = Database.open(ConsoleBed.settings("--tidegate.db.url=" + server.url()));
                ConsoleBed bed = ConsoleBed.open(database.dataSource())) {
            new InventedRows(database.jdbi(), bed.clock.instant()).dock("Main", "harbour", 20, "");
            assertThat(bed.get("/").body()).contains("Everything is on time");

            server.stop();
            bed.clock.tick(Duration.ofSeconds(7));
            HttpResponse<String> page = untilStatus(bed, "/", 503);
            assertThat(page.body())
                    .contains("The database is away")
                    .contains("goes on by itself when it is back")
                    .contains("at 06:40:13 UTC")
                    .contains("7 s ago")
                    .contains("Main");
            HttpResponse<String> health = bed.get("/observe/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"DOWN\"");
            assertThat(bed.get("/observe/health/ready").statusCode()).isEqualTo(503);
            assertThat(bed.get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(bed.get("/observe/metrics").statusCode()).isEqualTo(200);

            server.restart();
            assertThat(untilStatus(bed, "/", 200).body()).contains("Everything is on time");
        }
    }

    @Test
    void a_start_without_any_answer_says_so_too() {
        try (TestServer server = TestServer.start();
                Database database = Database.open(ConsoleBed.settings("--tidegate.db.url=" + server.url()))) {
            server.stop();
            try (ConsoleBed bed = ConsoleBed.open(database.dataSource())) {
                HttpResponse<String> page = bed.get("/");

                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.body()).contains("Nothing could be read since the start");
            }
        }
    }

    /** What was read within the last second is shown again, so the first answers may be good. */
    private static HttpResponse<String> untilStatus(ConsoleBed bed, String path, int status) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        HttpResponse<String> answer = bed.get(path);
        while (answer.statusCode() != status && System.nanoTime() < deadline) {
            answer = bed.get(path);
        }
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }
}
