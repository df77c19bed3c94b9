package io.tidegate.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.egress.Egress;
import io.tidegate.oauth.AccessTokens;
import io.tidegate.oauth.TokenEndpoint;
import io.tidegate.oauth.TokenStore;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.AuthenticationReader;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.AnswerServer;
import io.tidegate.simulator.Asked;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.MasterKey;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Vault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What leaves for a provider, by the kind of authentication that it declares. */
class ProviderHttpTest {
    private static final String TOKEN = "c4nary&token=ü/+";

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final SettableClock clock = new SettableClock();
    private final Vault vault = new Vault(new MasterKey(new byte[32]));
    private final CredentialBook book = new CredentialBook(vault);
    private final List<Asked> arrived = new CopyOnWriteArrayList<>();
    private final AnswerServer server = new AnswerServer(0, clock, asked -> {
        arrived.add(asked);
        return Answer.json(200, "[]").header("Tidegate-Access-Token", "forged");
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_bearer_token_and_a_user_stand_in_the_header_authorization() throws IOException {
        assertThat(get("bearer", Map.of("token", "abc")).header("Authorization"))
                .isEqualTo("Bearer abc");
        assertThat(get("basic", Map.of("user", "Aladdin", "password", "open sesame"))
                        .header("Authorization"))
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(get("basic", Map.of("user", "key")).header("Authorization")).isEqualTo("Basic a2V5Og==");
    }

    @Test
    void without_authentication_nothing_is_added_whatever_the_dock_has() throws IOException {
        Asked asked = get("none", Map.of("token", "abc"));
        assertThat(asked.headers().toString() + asked.uri())
                .doesNotContain("abc", "authorization", "tidegate-credential");
    }

    @Test
    void a_key_stands_in_the_header_or_cookie_that_is_declared() throws IOException {
        assertThat(get(Map.of("header", "X-Api-Key"), "abc").header("X-Api-Key"))
                .isEqualTo("abc");
        assertThat(get(Map.of("header", "Authorization", "prefix", "Token token="), "abc")
                        .header("Authorization"))
                .isEqualTo("Token token=abc");
        assertThat(get(Map.of("cookie", "session"), "abc").header("Cookie")).isEqualTo("session=abc");
        HttpUriRequestBase request = new HttpGet("/list");
        request.setHeader("Cookie", "lang=en");
        assertThat(send(request, Map.of("kind", "api-key", "cookie", "session"), Map.of("token", "abc"))
                        .header("Cookie"))
                .isEqualTo("lang=en; session=abc");
    }

    @Test
    void a_key_in_the_query_is_encoded_and_stands_there_once() throws IOException {
        Map<String, String> declared = Map.of("kind", "api-key", "query", "key");
        Map<String, String> secrets = Map.of("token", TOKEN);
        assertThat(send(new HttpGet("/list"), declared, secrets).uri())
                .hasToString("/list?key=c4nary%26token%3D%C3%BC%2F%2B");
        Asked linked = send(new HttpGet("/list?a=1&key=old&b=x%2By&k%65y=older"), declared, secrets);
        assertThat(linked.uri()).hasToString("/list?a=1&b=x%2By&key=c4nary%26token%3D%C3%BC%2F%2B");
        assertThat(linked.query()).containsEntry("key", TOKEN);
    }

    @Test
    void a_key_in_the_body_is_put_into_an_object_or_a_form() throws IOException {
        assertThat(post("{\"a\":1}", ContentType.APPLICATION_JSON, "/api_key"))
                .isEqualTo("{\"a\":1,\"api_key\":\"abc\"}");
        assertThat(post("{\"auth\":{\"key\":null}}", ContentType.APPLICATION_JSON, "/auth/key"))
                .isEqualTo("{\"auth\":{\"key\":\"abc\"}}");
        assertThat(post("", ContentType.APPLICATION_JSON, "/auth/key")).isEqualTo("{\"auth\":{\"key\":\"abc\"}}");
        assertThat(post("a=1&key=old", ContentType.APPLICATION_FORM_URLENCODED, "/auth/key"))
                .isEqualTo("a=1&key=abc");
    }

    @Test
    void a_process_that_stood_still_since_its_permit_sends_nothing() throws IOException {
        Map<String, String> declared = Map.of("kind", "bearer");
        HttpGet fresh = new HttpGet("/list");
        fresh.setHeader(ProviderHttp.ASKED, Long.toString(System.nanoTime()));
        assertThat(send(fresh, declared, Map.of("token", "abc")).headers().toString())
                .doesNotContainIgnoringCase(ProviderHttp.ASKED);
        arrived.clear();
        HttpGet late = new HttpGet("/list");
        late.setHeader(
                ProviderHttp.ASKED,
                Long.toString(System.nanoTime() - Duration.ofSeconds(5).toNanos()));
        assertThatThrownBy(() -> send(late, declared, Map.of("token", "abc"))).hasMessageContaining("stood still");
        assertThat(arrived).isEmpty();
    }

    @Test
    void a_request_without_a_place_for_the_key_is_not_sent() {
        assertThatThrownBy(() -> get(Map.of("body", "/key"), "abc"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("a GET has none");
        for (String body : List.of("[1]", "{\"key\":1}x", "plain")) {
            assertThatThrownBy(() -> post(body, ContentType.APPLICATION_JSON, "/key/below"))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageNotContaining("abc");
        }
        assertThat(arrived).isEmpty();
    }

    private Asked get(String kind, Map<String, String> secrets) throws IOException {
        return send(new HttpGet("/list"), kind, secrets);
    }

    private Asked get(Map<String, String> key, String token) throws IOException {
        Map<String, String> declared = new java.util.HashMap<>(key);
        declared.put("kind", "api-key");
        return send(new HttpGet("/list"), declared, Map.of("token", token));
    }

    private String post(String body, ContentType type, String pointer) throws IOException {
        HttpPost request = new HttpPost("/list");
        request.setEntity(new StringEntity(body, type));
        return send(request, Map.of("kind", "api-key", "body", pointer), Map.of("token", "abc"))
                .body();
    }

    /** The request as Camel would hand it over, and as it arrives. What Camel holds must not change. */
    private Asked send(HttpUriRequestBase request, Object declared, Map<String, String> secrets) throws IOException {
        URI base = URI.create(server.baseUrl());
        Authentication authentication =
                AuthenticationReader.read(new Declaration("acme", null, Map.of("authentication", declared)), base);
        Owner owner = new Owner(1, 1);
        String sealed = vault.seal(new Credentials(secrets).text(), owner).toJson();
        book.open("claim", sealed, owner, authentication, base);
        request.setUri(URI.create(base + request.getRequestUri()));
        request.setHeader(ProviderHttp.CREDENTIAL, "claim");
        String before = request.getRequestUri() + request.getHeaders().length;
        HttpClientBuilder builder = HttpClientBuilder.create();
        AccessTokens tokens = new AccessTokens(
                new TokenStore(database.jdbi()),
                new TokenEndpoint(Egress.ofPublic().with(URI.create("http://127.0.0.1")), clock),
                vault,
                clock);
        new ProviderHttp(Egress.ofPublic().with(base), book, tokens).configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            client.execute(request, response -> {
                assertThat(response.getHeader("Tidegate-Access-Token")).isNull();
                return response.getCode();
            });
        }
        assertThat(request.getRequestUri() + request.getHeaders().length).isEqualTo(before);
        return arrived.get(arrived.size() - 1);
    }
}
