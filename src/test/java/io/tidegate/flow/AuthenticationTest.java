package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.AuthenticationReader;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.Changed;
import io.tidegate.vault.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Every kind of authentication through the whole flow: it reaches the provider, and nothing else holds a secret. */
class AuthenticationTest {
    private static final String CANARY = "c4nary";
    private static final String DROPLETS = "/v2/droplets";
    private static final String TOKENS = "/oauth/token";

    @RegisterExtension
    static final TestNode node = new TestNode();

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final EventNotifierSupport exchanges = new EventNotifierSupport() {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeEvent on) {
                seen.add(text(on.getExchange()));
            }
        }
    };
    private Provider before = node.declared();

    private static String text(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return exchange.getMessage().getHeaders() + " " + exchange.getAllProperties() + " "
                + (body instanceof byte[] bytes ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8) : body);
    }

    @BeforeEach
    void watch() {
        before = node.declared();
        exchanges.start();
        node.node().camel().getManagementStrategy().addEventNotifier(exchanges);
        log.start();
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void nothing_but_the_provider_has_seen_a_secret() {
        node.awaitIdle();
        node.node().camel().getManagementStrategy().removeEventNotifier(exchanges);
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        node.node().beans().providers().put(before);
        assertThat(seen).isNotEmpty().noneMatch(each -> each.contains(CANARY));
        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(each -> each.contains(CANARY));
        assertThat(node.stored().everything()).isNotEmpty().noneMatch(row -> row.contains(CANARY));
        assertThat(node.node().meters().scrape()).doesNotContain(CANARY);
    }

    @Test
    void user_and_password_reach_the_provider() {
        long dock = dock("basic", Map.of("user", "me-" + CANARY, "password", "pw-" + CANARY));
        node.droplets().records(TestNode.droplet(1));
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.provider().requests(DROPLETS))
                .extracting(asked -> asked.header("Authorization"))
                .containsOnly("Basic bWUtYzRuYXJ5OnB3LWM0bmFyeQ==");
    }

    @Test
    void a_key_in_a_header_reaches_the_provider_and_is_not_stored_when_an_error_repeats_it() {
        long dock = dock(Map.of("kind", "api-key", "header", "X-Api-Key"), Map.of("token", "key-" + CANARY));
        node.provider()
                .always(
                        DROPLETS,
                        asked -> Answer.json(403, "{\"message\":\"" + asked.header("x-api-key") + " may not\"}"));
        Stored.Event event = node.sync(dock);
        assertThat(event.message()).contains("[redacted] may not");
    }

    @Test
    void a_key_in_the_query_does_not_come_back_in_the_links_of_the_answer() {
        long dock = dock(Map.of("kind", "api-key", "query", "key"), Map.of("token", "key/" + CANARY + "+ö"));
        node.provider().always(DROPLETS, AuthenticationTest::echoing);
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.provider().requests(DROPLETS))
                .hasSize(3)
                .extracting(asked -> asked.query().get("key"))
                .containsOnly("key/" + CANARY + "+ö");
        assertThat(node.stored().live(dock, "servers")).hasSize(3);
    }

    /** Three pages; each next link repeats the whole query, as JSON writers escape it. */
    private static Answer echoing(Asked asked) {
        int page = Integer.parseInt(asked.query().getOrDefault("page", "1"));
        String uri = asked.origin() + asked.uri().toString().replaceAll("[?&]page=\\d+", "");
        String next = uri + "&page=" + (page + 1);
        return Answer.json(
                200,
                "{\"droplets\":[" + TestNode.droplet(page) + "],\"links\":{\"pages\":{"
                        + (page == 3 ? "" : "\"next\":\"" + next.replace("/", "\\/") + "\"") + "}}}");
    }

    @Test
    void an_access_token_is_got_before_the_first_request_and_by_later_runs_when_it_expired() {
        long dock = dock(refreshing(), Map.of("clientId", "id-" + CANARY, "refreshToken", "refresh-" + CANARY));
        tokens(3600, 3600);
        node.droplets().records(TestNode.droplet(1));
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.sync(dock).status()).isEqualTo("success");
        node.clock.tick(Duration.ofHours(1));
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(sent())
                .containsExactly("Bearer " + CANARY + "1", "Bearer " + CANARY + "1", "Bearer " + CANARY + "2");
        assertThat(node.provider().requests(TOKENS))
                .extracting(Asked::body)
                .last()
                .asString()
                .contains("refresh_token=" + CANARY + "-refresh-1&");
    }

    @Test
    void a_refused_access_token_is_replaced_and_the_request_repeated() {
        long dock = dock(refreshing(), Map.of("clientId", "id", "refreshToken", "refresh-" + CANARY));
        tokens(3600, 3600);
        node.droplets().records(TestNode.droplet(1));
        node.provider().next(DROPLETS, Answer.json(401, "{\"message\":\"expired\"}"));
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(sent()).containsExactly("Bearer " + CANARY + "1", "Bearer " + CANARY + "2");
    }

    @Test
    void a_second_refusal_stops_the_dock() {
        long dock = dock(refreshing(), Map.of("clientId", "id", "refreshToken", "refresh-" + CANARY));
        tokens(3600, 3600, 3600);
        node.provider().always(DROPLETS, Answer.json(401, "{\"message\":\"no\"}"));
        Stored.Event event = node.sync(dock);
        assertThat(event.code()).isEqualTo("HTTP_401");
        assertThat(sent()).hasSize(2);
        assertThat(node.look(dock).condition().stoppedAt()).isNotNull();
    }

    @Test
    void a_second_refusal_stops_the_dock_even_where_the_status_says_that_all_is_well() {
        long dock = dock(refreshing(), Map.of("clientId", "id", "refreshToken", "refresh-" + CANARY));
        node.node()
                .beans()
                .providers()
                .put(Changed.answers(node.declared(), Map.of("errors.refreshed", "200:/error=expired")));
        tokens(3600, 3600, 3600, 3600, 3600, 3600, 3600);
        node.provider().always(DROPLETS, Answer.json(200, "{\"error\":\"expired\"}"));
        node.sync(dock);
        assertThat(sent()).hasSize(2);
        assertThat(node.look(dock).condition().stoppedAt()).isNotNull();
    }

    @Test
    void a_refresh_token_that_is_no_longer_good_stops_the_dock_and_says_so() {
        long dock = dock(refreshing(), Map.of("clientId", "id", "refreshToken", "refresh-" + CANARY));
        node.provider().always(TOKENS, Answer.json(400, "{\"error\":\"invalid_grant\"}"));
        Stored.Event event = node.sync(dock);
        assertThat(event.status()).isEqualTo("failed");
        assertThat(event.message()).contains("invalid_grant", "dock set " + dock + " --secret refreshToken=");
        assertThat(node.provider().requests(DROPLETS)).isEmpty();
        assertThat(node.look(dock).condition().stoppedAt()).isNotNull();
    }

    @Test
    void a_token_url_that_fails_is_asked_again_as_a_provider_is() {
        long dock = dock(refreshing(), Map.of("clientId", "id", "refreshToken", "refresh-" + CANARY));
        tokens(3600);
        node.provider().next(TOKENS, Answer.status(500), Answer.status(502));
        node.droplets().records(TestNode.droplet(1));
        assertThat(node.sync(dock).status()).isEqualTo("success");
        assertThat(node.provider().requests(TOKENS)).hasSize(3);
    }

    @Test
    void a_limit_of_the_token_url_is_waited_out_and_is_no_failure() {
        long dock = dock(refreshing(), Map.of("clientId", "id", "refreshToken", "refresh-" + CANARY));
        tokens(3600);
        node.provider().next(TOKENS, Answer.status(429).header("Retry-After", "90"));
        node.droplets().records(TestNode.droplet(1));
        node.sync(dock);
        assertThat(node.look(dock).condition().failures()).isZero();
        node.pass(Duration.ofSeconds(91));
        assertThat(node.await(dock).status()).isEqualTo("success");
    }

    @Test
    void a_dock_that_lacks_a_secret_stops_and_says_which() {
        long dock = dock(refreshing(), Map.of("clientId", CANARY));
        Stored.Event event = node.sync(dock);
        assertThat(event.message()).contains("lacks refreshToken", "--secret refreshToken=");
        assertThat(node.provider().requests()).isEmpty();
    }

    private static Map<String, String> refreshing() {
        return Map.of("kind", "refresh-token", "tokenUrl", TOKENS, "singleUse", "true");
    }

    /** The token URL gives tokens of these lifetimes, one after the other, and takes only the refresh token of the last. */
    private static void tokens(int... seconds) {
        List<Integer> left = new ArrayList<>(Arrays.stream(seconds).boxed().toList());
        int all = seconds.length;
        node.provider().always(TOKENS, asked -> {
            int number = all - left.size() + 1;
            String newest = number == 1 ? "refresh-" + CANARY : CANARY + "-refresh-" + (number - 1);
            if (left.isEmpty() || !asked.body().contains("refresh_token=" + newest + "&")) {
                return Answer.json(400, "{\"error\":\"invalid_grant\"}");
            }
            return Answer.json(
                    200,
                    "{\"access_token\":\"" + CANARY + number + "\",\"expires_in\":" + left.remove(0)
                            + ",\"refresh_token\":\"" + CANARY + "-refresh-" + number + "\"}");
        });
    }

    private static List<String> sent() {
        return node.provider().requests(DROPLETS).stream()
                .map(asked -> String.valueOf(asked.header("Authorization")))
                .toList();
    }

    /** A dock that wants servers of a provider that is asked like this. */
    private static long dock(Object declared, Map<String, String> secrets) {
        Provider real = node.declared();
        Provider.Access access = real.access();
        Authentication authentication = AuthenticationReader.read(
                new Declaration("acme", null, Map.of("authentication", declared)), access.baseUrl(Map.of()));
        Provider.Access changed = new Provider.Access(access.title(), access.base(), authentication, Map.of());
        node.node().beans().providers().put(Changed.access(real, changed));
        return node.dockWithToken(new Credentials(secrets).text(), "servers");
    }
}
