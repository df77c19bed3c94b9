package io.tidegate.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.protocol.Limits;
import io.tidegate.testing.TestDatabase;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What no device of ours sends. */
class HostileTest {
    private static final String PUSH = "/sync/v1/acme/push";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SyncBed bed = new SyncBed(database);
    private String phone = "";

    @BeforeEach
    void begin() {
        bed.close();
        bed = new SyncBed(database).open(database);
        phone = bed.device("phone");
    }

    @AfterEach
    void end() {
        bed.close();
    }

    @Test
    void a_body_that_is_no_push_is_refused_whole() {
        for (String body : List.of(
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{\"deviceId\":\"phone\"}",
                "{\"deviceId\":\"phone\",\"ops\":{}}",
                "{\"deviceId\":\"phone\",\"ops\":[]} x",
                "{\"deviceId\":7,\"ops\":[]}",
                "{\"deviceId\":\"phone\",\"ops\":[]}",
                "{\"deviceId\":\"phone\",\"ops\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "{\"deviceId\":\"phone\",\"ops\":[" + "1".repeat(5_000) + "]}")) {
            assertThat(bed.ask("POST", PUSH, phone, body).refusal())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isEqualTo("400 VALIDATION_ERROR");
        }
        assertThat(bed.push(
                                phone,
                                "phone",
                                Collections.nCopies(101, bed.put("a", 1, "1")).toArray(String[]::new))
                        .refusal())
                .isEqualTo("413 OVERSIZED");
    }

    @Test
    void an_op_that_is_none_is_refused_alone() {
        String deep = "[".repeat(70) + "]".repeat(70);
        String large = "\"" + "x".repeat(Limits.PAYLOAD_BYTES) + "\"";
        SyncBed.Answer answer = bed.push(
                phone,
                "phone",
                "7",
                "null",
                bed.put("deep", 1, deep),
                bed.put("nul", 1, "\"a\\u0000b\""),
                bed.put("half", 1, "\"\\ud800\""),
                bed.put("number", 1, "1e999999999"),
                bed.put("large", 1, large),
                bed.put("a", 1, "1").replace("\"kv\"", "\"people\""),
                bed.put("a", 1, "1").replace("\"kv\"", "\"resources\""),
                bed.put("a", 1, "1").replace("\"clock\":1", "\"clock\":99999999999999999999"),
                bed.put("good", 1, "1"));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.body().at("/results").findValuesAsText("status"))
                .containsExactly(
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "applied");
        assertThat(answer.body().at("/results").findValuesAsText("errorCode"))
                .containsOnly("VALIDATION_ERROR", "OVERSIZED");
        assertThat(answer.body().path("serverVersion").asLong()).isEqualTo(1);
    }

    @Test
    void a_huge_body_is_read_no_further_than_it_may_go() {
        String huge = bed.raw("POST " + PUSH + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + phone
                + "\r\nContent-Length: 900000000\r\n\r\n{");
        assertThat(huge).startsWith("HTTP/1.1 413").contains("OVERSIZED");
        assertThat(bed.ask("POST", PUSH, phone, "x".repeat(9 * 1024 * 1024)).refusal())
                .isEqualTo("413 OVERSIZED");
        assertThat(bed.ask("PUT", "/sync/v1/acme/cursor", phone, " ".repeat(5_000))
                        .refusal())
                .isEqualTo("413 OVERSIZED");
        String unknown = bed.raw("POST " + PUSH + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer x"
                + "\r\nContent-Length: 5\r\n\r\nabcde");
        assertThat(unknown).startsWith("HTTP/1.1 401");
        assertThat(bed.push(phone, "phone", bed.put("a", 1, "1")).status()).isEqualTo(200);
    }

    @Test
    void a_query_that_is_none_is_refused() {
        for (String query : List.of(
                "pull?cursor=-1",
                "pull?cursor=x",
                "pull?cursor=99999999999999999999",
                "pull?cursor=1&cursor=2",
                "pull?cursors=1",
                "pull?limit=0",
                "pull?limit=1001",
                "pull?limit=4294967297",
                "pull?tables=kv,people",
                "pull?tables=kv%00",
                "pull?tables=",
                "pull?projectId=",
                "pull?projectId=%00",
                "pull?projectId=" + "x".repeat(300),
                "snapshot?pageSize=0",
                "snapshot?pageToken=xyz",
                "snapshot?pageToken=%00",
                "watch?cursor=-1",
                "watch?limit=0",
                "watch?tables=none",
                "watch?projectId=%00")) {
            assertThat(bed.get(query, phone, "Accept", "application/json").refusal())
                    .as(query)
                    .isEqualTo("400 VALIDATION_ERROR");
        }
        assertThat(bed.get("watch", phone, "Last-Event-ID", "x").refusal()).isEqualTo("400 VALIDATION_ERROR");
        assertThat(bed.get("pull?cursor=5", phone).refusal())
                .as("beyond the head")
                .isEqualTo("410 SNAPSHOT_REQUIRED");
        for (String body : List.of(
                "{\"deviceId\":\"phone\",\"version\":-1}",
                "{\"deviceId\":\"phone\",\"version\":1}",
                "{\"deviceId\":\"phone\",\"version\":1.5}",
                "{\"deviceId\":\"phone\"}")) {
            assertThat(bed.ask("PUT", "/sync/v1/acme/cursor", phone, body).refusal())
                    .as(body)
                    .isEqualTo("400 VALIDATION_ERROR");
        }
    }

    @Test
    void other_paths_and_methods_answer_in_the_same_form() {
        assertThat(bed.get("push", phone).refusal()).isEqualTo("405 NOT_FOUND");
        assertThat(bed.get("push", phone).header("Allow")).isEqualTo("POST");
        assertThat(bed.get("pushes", phone).refusal()).isEqualTo("404 NOT_FOUND");
        assertThat(bed.ask("GET", "/sync/v1/", phone, null).refusal()).isEqualTo("404 NOT_FOUND");
        assertThat(bed.raw("GET /sync/v1/acme/pull?cursor=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + phone + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("VALIDATION_ERROR");
        assertThat(bed.raw("GET /sync/v1/acme/pull HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                        + phone + "\r\nAuthorization: Bearer " + phone + "\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }
}
