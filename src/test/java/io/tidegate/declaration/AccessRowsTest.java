package io.tidegate.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Stored;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.vault.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows 7, 8 and 11: who asks. */
class AccessRowsTest {
    private static final Credentials KEY = new Credentials(Map.of("token", "k 1"));

    @RegisterExtension
    static final DeclarationNode node = new DeclarationNode();

    @Test
    void row_7_none() {
        assertThat(asked("nobody", KEY).headers()).doesNotContainKeys("authorization", "cookie");
    }

    @Test
    void row_7_a_bearer_token() {
        assertThat(asked("bearer", KEY).header("Authorization")).isEqualTo("Bearer k 1");
    }

    @Test
    void row_7_user_and_password() {
        Credentials login = new Credentials(Map.of("user", "me", "password", "pw"));
        assertThat(asked("login", login).header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:pw".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void row_7_a_key_in_a_header_with_or_without_a_prefix() {
        assertThat(asked("header", KEY).header("X-Api-Key")).isEqualTo("k 1");
        assertThat(asked("prefixed", KEY).header("Authorization")).isEqualTo("Token k 1");
    }

    @Test
    void row_7_a_key_in_the_query_or_a_cookie() {
        assertThat(asked("query", KEY).query()).containsEntry("key", "k 1");
        assertThat(asked("cookie", new Credentials(Map.of("token", "k1"))).header("Cookie"))
                .isEqualTo("session=k1");
    }

    @Test
    void row_7_a_key_in_the_body() {
        node.script(Say.always(Say.items(1)));
        node.trial("access", Map.of("method", "body"), KEY, "posted").synced();
        assertThat(node.asked()).extracting(Asked::body).containsExactly("{\"auth\":{\"kind\":\"a\",\"key\":\"k 1\"}}");
    }

    @Test
    void row_8_client_credentials_get_a_token_and_another_one_when_it_has_expired() {
        node.script(tokens("unused"));
        Trial trial = node.trial(
                "access",
                Map.of("method", "client"),
                new Credentials(Map.of("clientId", "me", "clientSecret", "s3")),
                "items");
        trial.synced().synced().synced(Duration.ofHours(2));
        assertThat(node.lines())
                .containsExactly("POST /token", "GET /items", "GET /items", "POST /token", "GET /items");
        assertThat(node.asked().get(0).body())
                .contains(
                        "grant_type=client_credentials",
                        "client_id=me",
                        "client_secret=s3",
                        "scope=members%3Aread+clubs%3Aread");
        assertThat(node.asked().get(4).header("Authorization")).isEqualTo("Bearer access-2");
    }

    @Test
    void row_8_a_refresh_token_that_is_good_once_is_replaced_by_the_one_that_came() {
        node.script(tokens("first"));
        Trial trial = node.trial(
                "access",
                Map.of("method", "refresh"),
                new Credentials(Map.of("clientId", "me", "refreshToken", "first")),
                "items");
        trial.synced().synced(Duration.ofHours(2)).synced(Duration.ofHours(2));
        assertThat(node.asked().stream()
                        .filter(one -> one.path().equals("/token"))
                        .map(Asked::body))
                .satisfiesExactly(
                        one -> assertThat(one).contains("refresh_token=first"),
                        two -> assertThat(two).contains("refresh_token=refresh-1"),
                        three -> assertThat(three).contains("refresh_token=refresh-2"));
    }

    @Test
    void row_38_an_answer_that_says_so_has_the_token_got_anew_and_the_request_repeated() {
        Function<Asked, Answer> tokens = tokens("unused");
        AtomicInteger refusals = new AtomicInteger(1);
        node.script(asked -> asked.path().equals("/items") && refusals.getAndDecrement() == 1
                ? Say.json(403, "{'code':'expired'}")
                : tokens.apply(asked));
        node.trial(
                        "access",
                        Map.of("method", "client"),
                        new Credentials(Map.of("clientId", "me", "clientSecret", "s3")),
                        "items")
                .synced();
        assertThat(node.lines()).containsExactly("POST /token", "GET /items", "POST /token", "GET /items");
    }

    @Test
    void row_11_a_parameter_of_the_dock_chooses_and_the_first_is_that_of_docks_that_do_not_say() {
        node.script(Say.always(Say.items(1)));
        node.trial("access", Map.of(), KEY, "items").synced();
        assertThat(node.asked().get(0).header("Authorization")).isEqualTo("Bearer k 1");
        Stored.Event event =
                node.trial("access", Map.of("method", "magic"), KEY, "items").sync();
        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.message()).contains("'magic'", "bearer, nobody, login");
    }

    private static Asked asked(String method, Credentials secrets) {
        node.script(Say.always(Say.items(1)));
        node.trial("access", Map.of("method", method), secrets, "items").synced();
        List<Asked> all = node.asked();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Gives access tokens for an hour, each with a refresh token, and takes no refresh token twice. */
    private static Function<Asked, Answer> tokens(String first) {
        AtomicInteger given = new AtomicInteger();
        return asked -> {
            if (!asked.path().equals("/token")) {
                return Objects.equals(asked.header("Authorization"), "Bearer access-" + given)
                        ? Say.items(1)
                        : Answer.status(401);
            }
            String good = given.get() == 0 ? first : "refresh-" + given;
            if (asked.body().contains("refresh_token=") && !asked.body().contains("refresh_token=" + good)) {
                return Say.json(400, "{'error':'invalid_grant'}");
            }
            int number = given.incrementAndGet();
            return Say.json("{'access_token':'access-" + number + "','refresh_token':'refresh-" + number
                    + "','expires_in':3600}");
        };
    }
}
