package io.tidegate.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.device.DeviceRole;
import io.tidegate.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Watching a workspace. */
class WatchTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SyncBed bed = new SyncBed(database);
    private String phone = "";
    private String desk = "";

    @BeforeEach
    void begin() {
        bed.close();
        bed = new SyncBed(database).open(database);
        phone = bed.device("phone");
        desk = bed.device(bed.owner, "desk", DeviceRole.VIEWER);
    }

    @AfterEach
    void end() {
        bed.close();
    }

    @Test
    void tells_each_change_once_and_in_order() {
        bed.push(phone, "phone", bed.put("a", 1, "1"), bed.put("b", 1, "2"));
        try (Events events = bed.watch("?cursor=1", desk)) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(events.next(2)).containsExactly("2 change", "2 heartbeat");

            bed.push(phone, "phone", bed.put("c", 1, "3"));
            bed.push(phone, "phone", bed.put("d", 1, "4"), bed.put("e", 1, "5"));

            assertThat(events.next(3)).containsExactly("3 change", "4 change", "5 change");
            assertThat(events.data())
                    .isEqualTo(bed.get("pull?cursor=4", desk)
                            .body()
                            .at("/changes/0")
                            .toString());
        }
    }

    @Test
    void goes_on_where_the_stream_broke_off() {
        bed.push(phone, "phone", bed.put("a", 1, "1"), bed.put("b", 1, "2"), bed.put("c", 1, "3"));
        try (Events events = bed.watch("?cursor=0", desk, "Last-Event-ID", "2")) {
            assertThat(events.next()).isEqualTo("3 change");
        }
    }

    @Test
    void passes_over_what_was_not_asked_for_and_says_how_far_it_is() {
        try (Events events = bed.watch("?cursor=0&tables=posts", desk)) {
            assertThat(events.next()).isEqualTo("0 heartbeat");
            bed.push(phone, "phone", bed.put("a", 1, "1"), bed.put("b", 1, "2"));
            assertThat(events.next()).isEqualTo("2 heartbeat");
            bed.routes.beat();
            assertThat(events.next()).isEqualTo("2 heartbeat");
        }
    }

    @Test
    void of_what_is_gone_nothing_is_told() {
        bed.push(phone, "phone", bed.put("a", 1, "1"), bed.put("b", 1, "2"));
        database.jdbi().useHandle(handle -> handle.execute("update server_version_counter set floor = 2"));
        try (Events events = bed.watch("?cursor=1", desk)) {
            assertThat(events.status()).isEqualTo(410);
        }
        assertThat(bed.get("watch?cursor=1", desk, "Accept", "application/json").refusal())
                .isEqualTo("410 SNAPSHOT_REQUIRED");
    }

    @Test
    void a_call_that_waits_is_answered_by_the_first_change() throws Exception {
        bed.push(phone, "phone", bed.put("a", 1, "1"), bed.put("b", 1, "2"), bed.put("c", 1, "3"));
        SyncBed.Answer at = bed.get("watch?cursor=0&limit=2", desk, "Accept", "application/json");
        assertThat(at.body().path("nextCursor").asLong()).isEqualTo(2);
        assertThat(at.body().path("hasMore").asBoolean()).isTrue();

        CompletableFuture<SyncBed.Answer> waiting = CompletableFuture.supplyAsync(
                () -> bed.get("watch?cursor=3&tables=kv", desk, "Accept", "application/json"));
        // whether it waits already or not, it is told
        bed.push(phone, "phone", bed.put("d", 1, "4"));

        SyncBed.Answer answer = waiting.get(20, TimeUnit.SECONDS);
        assertThat(answer.body().at("/changes").findValuesAsText("pk")).containsExactly("d");
        assertThat(answer.body().path("nextCursor").asLong()).isEqualTo(4);
        assertThat(answer.body().path("hasMore").asBoolean()).isFalse();
    }

    @Test
    void who_is_revoked_is_told_nothing_more() {
        try (Events events = bed.watch("", desk);
                Events other = bed.watch("", phone)) {
            assertThat(events.next()).isEqualTo("0 heartbeat");
            assertThat(other.next()).isEqualTo("0 heartbeat");
            bed.revoke("desk");

            bed.routes.beat();

            assertThat(events.next()).endsWith("end");
            assertThat(events.data()).contains("UNAUTHORIZED");
            assertThat(events.next()).isEqualTo("over");
            assertThat(other.next()).isEqualTo("0 heartbeat");
        }
    }

    @Test
    void many_are_told_at_once_and_nothing_of_another_workspace() {
        bed.accounts.owner("theirs");
        List<Events> all =
                IntStream.range(0, 20).mapToObj(i -> bed.watch("", desk)).toList();
        all.forEach(each -> assertThat(each.next()).isEqualTo("0 heartbeat"));
        for (int i = 1; i <= 5; i++) {
            bed.push(phone, "phone", bed.put("k", i, "1"));
        }
        for (Events each : all) {
            assertThat(each.next(5)).containsExactly("1 change", "2 change", "3 change", "4 change", "5 change");
            each.close();
        }
    }

    @Test
    void who_reads_slowly_misses_nothing_and_keeps_nobody_waiting() throws Exception {
        int batches = 4;
        try (Socket slow = bed.connect();
                Events quick = bed.watch("", desk)) {
            slow.getOutputStream()
                    .write(("GET /sync/v1/acme/watch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + desk + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.equals("id: 0")) {
                line = lines.readLine();
            }
            assertThat(quick.next()).isEqualTo("0 heartbeat");
            String large = "\"" + "x".repeat(60_000) + "\"";
            for (int i = 0; i < batches; i++) {
                String name = "large-" + i + "-";
                assertThat(bed.push(
                                        phone,
                                        "phone",
                                        IntStream.range(0, 100)
                                                .mapToObj(n -> bed.put(name + n, 1, large))
                                                .toArray(String[]::new))
                                .body()
                                .path("serverVersion")
                                .asLong())
                        .isEqualTo(100L * (i + 1));
            }
            List<String> expected = IntStream.rangeClosed(1, 100 * batches)
                    .mapToObj(version -> version + " change")
                    .toList();
            assertThat(quick.next(expected.size())).isEqualTo(expected);

            List<String> told = new ArrayList<>();
            while (told.size() < expected.size()) {
                line = lines.readLine();
                if (line.startsWith("id: ")) {
                    String id = line.substring(4);
                    if (lines.readLine().equals("event: change")) {
                        told.add(id + " change");
                    }
                }
            }
            assertThat(told).isEqualTo(expected);
        }
    }

    @Test
    void ends_when_nobody_can_be_asked_who_may_watch_still() {
        try (Events events = bed.watch("", desk)) {
            assertThat(events.next()).isEqualTo("0 heartbeat");
            bed.away();

            bed.routes.beat();

            assertThat(events.next()).isEqualTo("0 end");
            assertThat(events.data()).contains("SERVER_ERROR", "the database does not answer");
            assertThat(events.next()).isEqualTo("over");
        }
        SyncBed.Answer answer = bed.get("pull", desk);
        assertThat(answer.refusal()).isEqualTo("503 SERVER_ERROR");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void ends_when_the_program_stops() {
        try (Events events = bed.watch("", desk)) {
            assertThat(events.next()).isEqualTo("0 heartbeat");
            bed.routes.close();
            assertThat(events.next()).isEqualTo("over");
            assertThat(bed.get("watch", desk).refusal()).isEqualTo("503 SERVER_ERROR");
        }
    }
}
