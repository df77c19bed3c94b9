package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.provider.Provider;
import io.tidegate.provider.access.AuthenticationReader;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.Changed;
import io.tidegate.vault.Credentials;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of every kind go through everything that can happen to them, and are looked for everywhere afterwards. */
class CanaryTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final String ACCESS = "c4n/access+9zQ";

    @RegisterExtension
    static final Hooks HOOKS = new Hooks();

    @RegisterExtension
    static final TestNode node = new TestNode(HOOKS);

    private final Canaries canaries = new Canaries();
    private final Provider before = node.declared();

    @BeforeEach
    void tokenUrl() {
        node.provider()
                .always(
                        "/oauth/token",
                        Answer.json(
                                200, "{\"access_token\":\"" + ACCESS + "\",\"refresh_token\":\"" + ACCESS + "2\"}"));
    }

    @AfterEach
    void leave() {
        canaries.close();
        node.node().beans().providers().put(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bearer", "basic", "header", "query", "cookie", "body", "client-credentials", "refresh-token"})
    void no_secret_is_left_anywhere_whatever_the_provider_answers(String kind) {
        List<String> all = new ArrayList<>();
        declare(kind);
        List<Function<Asked, Answer>> answers = List.of(
                asked -> Answer.json(200, "{\"droplets\":[" + TestNode.droplet(1) + "]}"),
                asked -> Answer.json(401, "{\"message\":\"" + echo(asked) + "\"}"),
                asked -> Answer.json(400, "{\"error\":{\"message\":\"" + echo(asked) + "\"}}"),
                asked -> Answer.html(403, "<b>" + echo(asked) + "</b>").header("X-Echo", "no"),
                asked -> Answer.status(302).header("Location", asked.origin() + asked.uri()),
                asked -> Answer.json(200, "no JSON: " + echo(asked)),
                asked -> Answer.json(200, "{\"droplets\":\"" + echo(asked) + "\"}"),
                asked -> Answer.json(500, echo(asked)).cutAfter(9),
                asked -> Answer.json(429, echo(asked)).header("Retry-After", "1"));
        List<Long> docks = new ArrayList<>();
        for (Function<Asked, Answer> answer : answers) {
            node.provider().always(DROPLETS, answer);
            // of its own, so that none waits for another's limit
            Map<String, String> secrets = secrets(kind, docks.size());
            all.addAll(forms(secrets));
            long dock = node.dockWithToken(new Credentials(secrets).text(), "servers");
            docks.add(dock);
            node.sync(dock);
            node.stored().execute("update docks set enabled = false where id = ?", dock);
        }
        node.awaitIdle();
        assertThat(node.stored().count("select count(*) from dead_letters")).isPositive();
        assertThat(docks).hasSameSizeAs(answers);
        assertThat(canaries.logged()).isNotEmpty();
        assertThat(canaries.found(node, all)).isEmpty();
    }

    @Test
    void nor_by_deliveries_good_and_forged() {
        Map<String, String> secrets = Map.of("token", "c4n/token+9zQ", "webhookSecret", Hooks.SECRET);
        long dock = node.dockWithToken(new Credentials(secrets).text(), "servers");
        HOOKS.told(node, dock, "droplet.created", node.clock.instant(), "\"droplet\":" + TestNode.droplet(1));
        String forged = "{\"action\":\"created\",\"droplet\":{}}";
        HttpResponse<String> answer = HOOKS.send(HOOKS.delivery(Hooks.address(node, dock), "droplet", forged)
                .setHeader("X-Signature", "sha256=" + Hooks.SECRET.replace(' ', 'x')));
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(answer.body()).doesNotContain(Hooks.SECRET);
        assertThat(canaries.found(node, forms(secrets))).isEmpty();
    }

    @Test
    void what_it_looks_for_it_finds() {
        org.slf4j.LoggerFactory.getLogger("io.tidegate.canary").debug("sent {}", "c4n/planted+9zQ");
        node.stored().execute("update organizations set name = 'YzRuL3BsYW50ZWQrOXpR' where id = 1");
        assertThat(canaries.found(node, forms(Map.of("token", "c4n/planted+9zQ")))
                        .keySet())
                .containsExactly("log", "rest", "tables");
        node.stored().execute("update organizations set name = 'Default organization' where id = 1");
        assertThat(Canaries.managed()).hasSizeGreaterThan(500);
    }

    private static List<String> forms(Map<String, String> secrets) {
        List<String> all = new ArrayList<>(secrets.values());
        all.add(ACCESS);
        all.add(secrets.getOrDefault("user", "") + ":" + secrets.getOrDefault("password", "-"));
        all.add(secrets.getOrDefault("clientId", "") + ":" + secrets.getOrDefault("clientSecret", "-"));
        return Canaries.forms(all);
    }

    /** All that was sent, as an answer's JSON may hold it. */
    private static String echo(Asked asked) {
        String sent = asked.uri() + " " + asked.header("authorization") + " " + asked.header("x-api-key") + " "
                + asked.header("cookie") + " " + asked.body();
        return sent.replace("\\", "").replace("\"", "'");
    }

    private static Map<String, String> secrets(String kind, int number) {
        Map<String, String> secrets = new HashMap<>();
        switch (kind) {
            case "basic" -> {
                secrets.put("user", "c4n/user+9zQ");
                secrets.put("password", "c4n/password+9zQ");
            }
            case "client-credentials", "refresh-token" -> {
                secrets.put("clientId", "c4n/client+9zQ");
                secrets.put("clientSecret", "c4n/hush+9zQ");
                secrets.put("refreshToken", "c4n/refresh+9zQ");
            }
            default -> secrets.put("token", "c4n/" + kind + "+9zQ");
        }
        secrets.replaceAll((name, value) -> value + number);
        return secrets;
    }

    private static void declare(String kind) {
        Object declared = switch (kind) {
            case "bearer", "basic" -> kind;
            case "header" -> Map.of("kind", "api-key", "header", "X-Api-Key");
            case "query", "cookie" -> Map.of("kind", "api-key", kind, "key");
            case "body" -> Map.of("kind", "api-key", "body", "/key");
            default -> Map.of("kind", kind, "tokenUrl", "/oauth/token");
        };
        Provider.Access access = node.declared().access();
        node.node()
                .beans()
                .providers()
                .put(Changed.access(
                        node.declared(),
                        new Provider.Access(
                                access.title(),
                                access.base(),
                                AuthenticationReader.read(
                                        new Declaration("acme", null, Map.of("authentication", declared)),
                                        access.baseUrl(Map.of())),
                                Map.of())));
    }
}
