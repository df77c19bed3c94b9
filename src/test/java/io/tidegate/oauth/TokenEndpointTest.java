package io.tidegate.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tidegate.egress.Egress;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.AuthenticationReader;
import io.tidegate.provider.access.OAuthGrant;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.failure.InvalidResponseException;
import io.tidegate.provider.failure.LimitedException;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.provider.failure.TransientException;
import io.tidegate.provider.failure.UnauthorizedException;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.SettableClock;
import io.tidegate.vault.Credentials;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
    private static final Credentials SECRETS =
            new Credentials(Map.of("clientId", "id:1", "clientSecret", "s c/4nary", "refreshToken", "refresh-c4nary"));

    private final SettableClock clock = new SettableClock();
    private final Queue<Asked> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AnswerServer server = new AnswerServer(0, clock, asked -> {
        arrived.add(asked);
        Answer answer = answers.poll();
        return answer == null ? Answer.json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}") : answer;
    });
    private final TokenEndpoint endpoint =
            new TokenEndpoint(Egress.ofPublic().with(URI.create("http://127.0.0.1")), clock);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void client_credentials_are_posted_as_a_form() {
        ask(endpoint, "client-credentials", Map.of("scope", "a b", "audience", "https://x"));
        Asked asked = arrived.remove();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.path()).isEqualTo("/token");
        assertThat(asked.header("Accept")).isEqualTo("application/json");
        assertThat(asked.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.body())
                .isEqualTo("grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fx"
                        + "&client_id=id%3A1&client_secret=s+c%2F4nary");
        assertThat(asked.authorized()).isFalse();
    }

    @Test
    void a_client_may_say_who_it_is_by_basic_each_part_encoded() {
        ask(endpoint, "refresh-token", Map.of("clientAuthentication", "basic"));
        Asked asked = arrived.remove();
        // id%3A1:s+c%2F4nary
        assertThat(asked.header("Authorization")).isEqualTo("Basic aWQlM0ExOnMrYyUyRjRuYXJ5");
        assertThat(asked.body()).isEqualTo("grant_type=refresh_token&refresh_token=refresh-c4nary");
    }

    @Test
    void an_answer_is_read_where_the_declaration_says() {
        answers.add(Answer.json(200, "{\"access_token\":\"a\",\"expires_in\":3600,\"refresh_token\":\"r\"}"));
        assertThat(ask()).isEqualTo(new TokenAnswer("a", "r", 3600L));
        answers.add(Answer.json(201, "{\"data\":{\"t\":\"a\",\"life\":\"60\"},\"token_type\":\"bearer\"}"));
        assertThat(ask(endpoint, "refresh-token", Map.of("accessToken", "/data/t", "expiresIn", "/data/life")))
                .isEqualTo(new TokenAnswer("a", null, 60L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "null", "\"soon\"", "{}", "\"\"", "false"})
    void a_lifetime_that_is_none_was_not_said(String life) {
        answers.add(Answer.json(200, "{\"access_token\":\"a\",\"expires_in\":" + life + "}"));
        assertThat(ask().seconds()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html>c4nary",
                "{\"access_token\":",
                "{\"access_token\":\"\"}",
                "{\"access_token\":5}",
                "{\"access_token\":\"c4nary\\r\\nX: 1\"}",
                "{\"access_token\":\"c4nary\\u00fc\"}",
                "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
                "{\"access_token\":\"a\",\"refresh_token\":\"c4nary \"}"
            })
    void a_hostile_answer_gives_no_token_and_is_not_quoted(String body) {
        answers.add(Answer.json(200, body));
        Throwable failure = catchThrowable(this::ask);
        assertThat(failure).isInstanceOf(InvalidResponseException.class);
        assertThat(trace(failure)).doesNotContain("c4nary");
    }

    @Test
    void a_huge_answer_is_broken_off() {
        answers.add(Answer.json(200, "{\"access_token\":\"" + "a".repeat(1 << 20) + "\"}"));
        assertThat(catchThrowable(this::ask))
                .isInstanceOf(InvalidResponseException.class)
                .hasMessageContaining("more than 262144 bytes");
        answers.add(Answer.json(200, "{\"access_token\":\"" + "a".repeat(20_000) + "\"}"));
        assertThat(catchThrowable(this::ask)).isInstanceOf(InvalidResponseException.class);
    }

    @Test
    void an_answer_that_does_not_come_or_end_is_not_waited_for() {
        TokenEndpoint impatient = new TokenEndpoint(
                Egress.ofPublic().with(URI.create("http://127.0.0.1")), clock, Duration.ofMillis(300));
        for (Answer slow : List.of(
                Answer.json(200, "{}").after(Duration.ofSeconds(30)),
                Answer.json(200, "{\"a\":1}").stallAfter(3))) {
            answers.add(slow);
            assertThat(catchThrowable(() -> ask(impatient, "refresh-token", Map.of())))
                    .isInstanceOf(TransientException.class)
                    .hasMessageContaining("did not answer within");
        }
        answers.add(Answer.json(200, "{\"a\":1}").cutAfter(3));
        assertThat(catchThrowable(this::ask)).isInstanceOf(TransientException.class);
        server.close();
        assertThat(catchThrowable(this::ask))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(arrived).as("a token of single use is sent once").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_grant", "bad_refresh_token"})
    void a_refused_refresh_token_stops_the_dock_and_is_asked_for(String code) {
        answers.add(Answer.json(code.startsWith("bad") ? 200 : 400, error(code, "refresh-c4nary\\n has  expired")));
        Throwable failure = catchThrowable(this::ask);
        assertThat(failure)
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContainingAll(code + ": [redacted] has expired)", "dock set 7 --secret refreshToken=");
        assertThat(trace(failure)).doesNotContain("c4nary");
    }

    @Test
    void a_refused_client_stops_the_dock_and_its_secret_is_asked_for() {
        for (Answer answer : List.of(
                Answer.json(401, error("invalid_client", "s c/4nary")),
                Answer.json(400, error("unauthorized_client", "")),
                Answer.html(401, "no"))) {
            answers.add(answer);
            assertThat(catchThrowable(this::ask))
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining("dock set 7 --secret clientSecret=")
                    .hasMessageNotContaining("4nary");
        }
    }

    @Test
    void what_may_be_better_soon_is_tried_again_and_what_will_not_be_is_not() {
        answers.add(Answer.html(503, "busy"));
        assertThat(catchThrowable(this::ask))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("503");
        answers.add(Answer.json(400, error("invalid_scope", "no such scope")));
        assertThat(catchThrowable(this::ask))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("(invalid_scope: no such scope)");
        answers.add(Answer.json(400, error("x".repeat(500), "")));
        assertThat(catchThrowable(this::ask))
                .isInstanceOf(RejectedException.class)
                .hasMessageEndingWith("answered 400");
    }

    @Test
    void a_redirect_is_not_followed() {
        answers.add(Answer.status(307).header("Location", server.baseUrl() + "/elsewhere"));
        assertThat(catchThrowable(this::ask))
                .isInstanceOf(InvalidResponseException.class)
                .hasMessageContaining("redirects are not followed");
        assertThat(arrived).hasSize(1);
    }

    @Test
    void a_limit_is_waited_out_as_long_as_it_says_else_a_minute() {
        answers.add(Answer.status(429).header("Retry-After", "5"));
        assertThat(until(catchThrowable(this::ask))).isEqualTo(Duration.ofSeconds(5));
        answers.add(Answer.status(429).header("Retry-After", "soon"));
        assertThat(until(catchThrowable(this::ask))).isEqualTo(Duration.ofMinutes(1));
    }

    private Duration until(Throwable limit) {
        assertThat(limit).isInstanceOf(LimitedException.class);
        return Duration.between(clock.instant(), ((LimitedException) limit).until());
    }

    private static String error(String code, String words) {
        return "{\"error\":\"" + code + "\",\"error_description\":\"" + words + "\"}";
    }

    private TokenAnswer ask() {
        return ask(endpoint, "refresh-token", Map.of());
    }

    private TokenAnswer ask(TokenEndpoint asked, String kind, Map<String, String> more) {
        URI base = URI.create(server.baseUrl());
        Map<String, String> declared = new HashMap<>(more);
        declared.put("kind", kind);
        declared.put("tokenUrl", "/token");
        OAuthGrant grant = ((Authentication.OAuth) AuthenticationReader.read(
                        new Declaration("acme", null, Map.of("authentication", declared)), base))
                .grant();
        return asked.ask(grant, grant.tokenUrl(base), SECRETS, 7);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
