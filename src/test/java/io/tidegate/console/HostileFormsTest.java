package io.tidegate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nobody's browser sends. */
class HostileFormsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SignedInBed bed;
    private Actor owner;

    @BeforeEach
    void open() {
        bed = new SignedInBed(database);
        owner = bed.accounts.owner("acme");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void hostile_bodies_are_refused_and_nothing_fails() {
        String type = "application/x-www-form-urlencoded";
        assertThat(bed.body("/sign-in", "email=" + "x".repeat(20_000), type).statusCode())
                .isIn(400, 413);
        assertThat(bed.body("/sign-in", "email=" + "x".repeat(12_000), type).statusCode())
                .isIn(400, 403, 413);
        assertThat(bed.body("/sign-in", "a=1&".repeat(3_000), type).statusCode())
                .isIn(400, 403, 413);
        assertThat(bed.body("/sign-in", "email=%", type).statusCode()).isIn(400, 403);
        assertThat(bed.body("/sign-in", "email=%00&password=%ff%fe%00", type).statusCode())
                .isIn(400, 403);
        assertThat(bed.body("/sign-in", "{\"email\":{\"$ne\":1}}", "application/json")
                        .statusCode())
                .isIn(400, 403, 429);
        assertThat(bed.body(
                                "/sign-in",
                                "--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nc\r\n--x--",
                                "multipart/form-data; boundary=x")
                        .statusCode())
                .isIn(400, 403, 429);
        assertThat(bed.body("/sign-in", "--x\r\nbroken", "multipart/form-data; boundary=x")
                        .statusCode())
                .isIn(400, 403, 429);
        assertThat(bed.body("/sign-in", "", type).statusCode()).isIn(400, 403, 429);
    }

    @Test
    void forms_come_from_pages_of_ours_alone() {
        for (String origin : List.of("X-None: 1", "Origin: https://evil.example", "Origin: null")) {
            List<String> lines = List.of(
                    "POST /sign-in HTTP/1.1",
                    "Host: localhost:PORT",
                    "Connection: close",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: 0",
                    origin);
            assertThat(bed.console.raw(String.join("\r\n", lines) + "\r\n\r\n"))
                    .as(origin)
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void answers_of_every_kind_have_the_headers_that_keep_them_to_themselves() {
        for (HttpResponse<String> answer : List.of(
                bed.console.get("/"),
                bed.console.get("/sign-in"),
                bed.console.get("/api/v1/docks"),
                bed.console.get("/observe/metrics"),
                bed.signIn(owner, "wrong"),
                bed.body("/sign-in", "x".repeat(20_000), "application/x-www-form-urlencoded"))) {
            assertThat(answer.headers().map())
                    .as(answer.toString())
                    .containsKeys(
                            "content-security-policy",
                            "x-frame-options",
                            "x-content-type-options",
                            "referrer-policy",
                            "permissions-policy",
                            "cross-origin-opener-policy");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }
}
