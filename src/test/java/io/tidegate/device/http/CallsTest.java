package io.tidegate.device.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.access.Actor;
import io.tidegate.access.Role;
import io.tidegate.account.ApiToken;
import io.tidegate.device.DeviceRole;
import io.tidegate.testing.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Push, pull, snapshot and cursor. */
class CallsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private SyncBed bed = new SyncBed(database).open(database);

    @BeforeEach
    void begin() {
        bed.close();
        bed = new SyncBed(database, "--tidegate.public.cors-origins=https://app.example.org").open(database);
    }

    @AfterEach
    void end() {
        bed.close();
    }

    @Test
    void what_one_device_pushes_another_pulls() {
        String phone = bed.device("phone");
        String desk = bed.device(bed.owner, "desk", DeviceRole.VIEWER);

        SyncBed.Answer pushed =
                bed.push(phone, "phone", bed.put("a", 1, "1"), "{\"opId\":\"x\"}", bed.put("b", 1, "2"));
        assertThat(pushed.status()).as(pushed.response().body()).isEqualTo(200);
        assertThat(pushed.body().at("/results").findValuesAsText("status"))
                .containsExactly("applied", "rejected", "applied");
        assertThat(pushed.body().path("serverVersion").asLong()).isEqualTo(2);

        SyncBed.Answer pulled = bed.get("pull?cursor=0&limit=1", desk);
        assertThat(pulled.body().at("/changes/0/pk").asText()).isEqualTo("a");
        assertThat(pulled.body().path("hasMore").asBoolean()).isTrue();
        assertThat(bed.get("pull?cursor=1", desk).body().at("/changes").findValuesAsText("pk"))
                .containsExactly("b");
        assertThat(bed.get("snapshot", desk).body().path("highWatermark").asLong())
                .isEqualTo(2);
        assertThat(bed.ask("PUT", "/sync/v1/acme/cursor", desk, "{\"deviceId\":\"desk\",\"version\":2}")
                        .status())
                .isEqualTo(200);

        assertThat(bed.push(desk, "desk", bed.put("c", 1, "3")).refusal())
                .as("a viewer")
                .isEqualTo("403 UNAUTHORIZED");
    }

    @Test
    void only_a_device_of_that_workspace_is_let_in() {
        String phone = bed.device("phone");
        String program = bed.accounts
                .token(bed.owner, new ApiToken.Wanted("x", null, null))
                .secret()
                .reveal();
        bed.accounts.owner("theirs");

        assertThat(bed.get("pull", "tdg_" + "x".repeat(43)).refusal()).isEqualTo("401 UNAUTHORIZED");
        assertThat(bed.ask("GET", "/sync/v1/acme/pull", null, null).refusal()).isEqualTo("401 UNAUTHORIZED");
        assertThat(bed.get("pull", program).refusal()).isEqualTo("401 UNAUTHORIZED");
        for (String other : new String[] {"theirs", "none", "..%2f"}) {
            assertThat(bed.ask("GET", "/sync/v1/" + other + "/pull", phone, null)
                            .refusal())
                    .as(other)
                    .isEqualTo("404 NOT_FOUND");
        }
        assertThat(bed.push(phone, "desk", bed.put("a", 1, "1")).refusal()).isEqualTo("403 UNAUTHORIZED");
        assertThat(bed.ask("PUT", "/sync/v1/acme/cursor", phone, "{\"deviceId\":\"desk\",\"version\":0}")
                        .refusal())
                .isEqualTo("403 UNAUTHORIZED");

        bed.revoke("phone");
        assertThat(bed.get("pull", phone).refusal()).isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void what_a_member_may_at_that_moment_bounds_their_devices() {
        Actor pat = bed.accounts.member(bed.owner, "pat", Role.DEVICE_USER);
        String phone = bed.device(pat, "pats", DeviceRole.EDITOR);
        assertThat(bed.push(phone, "pats", bed.put("a", 1, "1")).status()).isEqualTo(200);

        bed.accounts.act(
                bed.owner,
                deed -> bed.accounts.members.change(deed, Objects.requireNonNull(pat.person()), Role.CLIENT));
        assertThat(bed.push(phone, "pats", bed.put("a", 2, "1")).refusal()).isEqualTo("403 UNAUTHORIZED");
        assertThat(bed.get("pull", phone).refusal()).isEqualTo("403 UNAUTHORIZED");

        bed.accounts.act(bed.owner, deed -> {
            bed.accounts.members.remove(deed, Objects.requireNonNull(pat.person()));
            return true;
        });
        assertThat(bed.get("pull", phone).refusal()).isEqualTo("401 UNAUTHORIZED");
    }

    @Test
    void who_asks_too_often_is_told_when_to_come_again() {
        String phone = bed.device("phone");
        String cursor = "{\"deviceId\":\"phone\",\"version\":0}";
        SyncBed.Answer answer = bed.ask("PUT", "/sync/v1/acme/cursor", phone, cursor);
        assertThat(answer.header("RateLimit")).isEqualTo("\"default\";r=59;t=1");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=60;w=60");
        for (int i = 1; i < 60; i++) {
            assertThat(bed.ask("PUT", "/sync/v1/acme/cursor", phone, cursor).status())
                    .isEqualTo(200);
        }
        answer = bed.ask("PUT", "/sync/v1/acme/cursor", bed.device("desk"), cursor);
        assertThat(answer.refusal()).as("of a person, not of a device").isEqualTo("429 RATE_LIMITED");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(bed.get("pull", phone).status())
                .as("others are counted apart")
                .isEqualTo(200);

        bed.accounts.clock.tick(Duration.ofSeconds(1));
        assertThat(bed.ask("PUT", "/sync/v1/acme/cursor", phone, cursor).status())
                .isEqualTo(200);
    }

    @Test
    void pages_of_named_origins_may_ask_from_a_browser() {
        SyncBed.Answer asked = bed.ask(
                "OPTIONS",
                "/sync/v1/acme/push",
                null,
                null,
                "Origin",
                "https://app.example.org",
                "Access-Control-Request-Method",
                "POST");
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "Last-Event-ID");
        SyncBed.Answer answered = bed.get("pull", bed.device("phone"), "Origin", "https://app.example.org");
        assertThat(answered.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
        assertThat(answered.header("Vary")).isEqualTo("Origin");
        for (String other : new String[] {"https://example.org", "http://app.example.org", "null"}) {
            assertThat(bed.ask("OPTIONS", "/sync/v1/acme/push", null, null, "Origin", other)
                            .header("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void what_is_switched_off_or_starts_says_so() {
        try (SyncBed off = new SyncBed(database, "--tidegate.device-sync.enabled=false").open(database)) {
            assertThat(off.get("pull", off.device("phone")).refusal()).isEqualTo("404 NOT_FOUND");
        }
        try (SyncBed starting = new SyncBed(database)) {
            SyncBed.Answer answer = starting.get("pull", starting.device("phone"));
            assertThat(answer.refusal()).isEqualTo("503 SERVER_ERROR");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        }
    }
}
