package io.tidegate.provider.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.provider.access.Authentication.ApiKey;
import io.tidegate.provider.access.Authentication.ApiKey.Place;
import io.tidegate.provider.access.Authentication.Basic;
import io.tidegate.provider.access.Authentication.Bearer;
import io.tidegate.provider.access.Authentication.None;
import io.tidegate.provider.access.Authentication.OAuth;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.provider.declared.DeclarationException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticationReaderTest {
    private static final URI BASE = URI.create("https://api.acme.test/v1");

    @Test
    void a_word_is_enough_where_nothing_more_is_to_say() {
        assertThat(read(Map.of())).isEqualTo(new Bearer());
        assertThat(read("bearer")).isEqualTo(new Bearer());
        assertThat(read("none")).isEqualTo(new None());
        assertThat(read("basic")).isEqualTo(new Basic());
        assertThat(read(Map.of("kind", "basic")).secrets()).containsExactly("user");
    }

    @Test
    void a_key_stands_in_one_place() {
        assertThat(read(Map.of("kind", "api-key", "header", "X-Api-Key"))).isEqualTo(key(Place.HEADER, "X-Api-Key"));
        assertThat(read(Map.of("kind", "api-key", "query", "key"))).isEqualTo(key(Place.QUERY, "key"));
        assertThat(read(Map.of("kind", "api-key", "cookie", "session"))).isEqualTo(key(Place.COOKIE, "session"));
        assertThat(read(Map.of("kind", "api-key", "body", "/auth/key"))).isEqualTo(key(Place.BODY, "/auth/key"));
        assertThat(read(Map.of("kind", "api-key", "body", "api_key"))).isEqualTo(key(Place.BODY, "/api_key"));
        assertThat(refused(Map.of("kind", "api-key"))).hasMessageContaining("header, query, cookie or body");
        assertThat(refused(Map.of("kind", "api-key", "query", "a", "header", "b")))
                .hasMessageContaining("authentication.query: an API key stands in one place");
        assertThat(refused(Map.of("kind", "api-key", "header", "X Key"))).hasMessageContaining("'X Key': a name of");
    }

    @Test
    void a_prefix_is_parted_from_the_key_unless_it_ends_with_a_sign() {
        assertThat(new ApiKey(Place.HEADER, "Authorization", "Token").value("x"))
                .isEqualTo("Token x");
        assertThat(new ApiKey(Place.HEADER, "Authorization", "Token token=").value("x"))
                .isEqualTo("Token token=x");
        assertThat(new ApiKey(Place.QUERY, "key", "").value("x")).isEqualTo("x");
    }

    @Test
    void a_token_is_got_at_a_url_or_below_the_base_url() {
        OAuth client = (OAuth) read(Map.of(
                "kind",
                "client-credentials",
                "tokenUrl",
                "/oauth/token",
                "scope",
                "a b",
                "audience",
                "acme",
                "clientAuthentication",
                "basic"));
        assertThat(client.grant().tokenUrl(URI.create("http://127.0.0.1:9")))
                .hasToString("http://127.0.0.1:9/oauth/token");
        assertThat(client.grant().form()).isEqualTo(Map.of("scope", "a b", "audience", "acme"));
        assertThat(client.grant().client()).isEqualTo(OAuthGrant.Client.BASIC);
        assertThat(client.secrets()).containsExactly("clientId", "clientSecret");

        OAuth refresh = (OAuth)
                read(Map.of("kind", "refresh-token", "tokenUrl", "https://id.acme.test/token", "singleUse", "true"));
        assertThat(refresh.grant().tokenUrl(BASE)).hasToString("https://id.acme.test/token");
        assertThat(refresh.grant().singleUse()).isTrue();
        assertThat(refresh.grant().answer()).isEqualTo(OAuthGrant.Answer.STANDARD);
        assertThat(refresh.secrets()).containsExactly("clientId", "refreshToken");
        assertThat(refresh.optionalSecrets()).containsExactly("clientSecret");
        assertThat(refresh.lastingSecrets()).containsExactly("refreshToken");
    }

    @Test
    void secrets_are_sent_over_tls_or_not_far() {
        assertThat(token("http://127.0.0.1:8089/token")).isInstanceOf(OAuth.class);
        assertThat(token("http://localhost/token")).isInstanceOf(OAuth.class);
        for (String far : List.of(
                "http://id.acme.test/token",
                "http://api.acme.test/token",
                "http://127.0.0.1.evil.test/",
                "http://localhost.evil.test/")) {
            assertThatThrownBy(() -> token(far)).hasMessageContaining("https is needed");
        }
        for (String odd : List.of("ftp://acme.test/x", "token", "https://a@acme.test/x", "https://acme.test/#x")) {
            assertThatThrownBy(() -> token(odd))
                    .isInstanceOf(DeclarationException.class)
                    .hasMessageContaining("authentication.tokenUrl");
        }
    }

    @Test
    void a_docks_parameter_chooses_and_the_first_is_that_of_docks_that_do_not_say() {
        Map<String, Object> several = new LinkedHashMap<>();
        several.put("choose", "method");
        several.put("oauth", Map.of("kind", "client-credentials", "tokenUrl", "/t"));
        several.put("key", Map.of("kind", "api-key", "header", "X-Api-Key"));
        several.put("basic", "basic");

        Authentication choice = read(several);

        assertThat(choice.chosen(Map.of())).isInstanceOf(OAuth.class);
        assertThat(choice.chosen(Map.of("method", "key"))).isEqualTo(key(Place.HEADER, "X-Api-Key"));
        assertThat(choice.chosen(Map.of("method", "basic"))).isEqualTo(new Basic());
        assertThat(choice.secrets()).containsExactly("clientId", "clientSecret", "token", "user");
        assertThat(choice.optionalSecrets()).containsExactly("password");
        assertThat(choice.words())
                .startsWith("by the parameter method: oauth = OAuth2 client credentials at /t; key = API");
        assertThatThrownBy(() -> choice.chosen(Map.of("method", "saml")))
                .hasMessage("the parameter method is 'saml', but it chooses the authentication: oauth, key, basic");
        assertThat(refused(Map.of("choose", "method"))).hasMessageContaining("the authentications to choose from");
    }

    @Test
    void what_does_not_belong_to_the_kind_is_refused_with_the_nearest_key() {
        assertThat(refused(Map.of("kind", "oauth"))).hasMessageContaining("allowed are bearer, none, basic, api-key");
        assertThat(refused(Map.of("header", "X"))).hasMessageContaining("authentication.kind: is missing");
        assertThat(refused(Map.of("kind", "api-key", "header", "X", "prefx", "y")))
                .hasMessageContaining("authentication.prefx: is not known here; did you mean authentication.prefix?");
        assertThat(refused(Map.of("kind", "client-credentials"))).hasMessageContaining("tokenUrl: is missing");
        assertThat(refused(Map.of("kind", "client-credentials", "tokenUrl", "/t", "singleUse", "true")))
                .hasMessageContaining("authentication.singleUse: is not known");
        assertThat(refused(Map.of("kind", "refresh-token", "tokenUrl", "/t", "expiresIn", "expires_in")))
                .hasMessageContaining("authentication.expiresIn");
    }

    @Test
    void a_provider_without_tls_has_a_token_url_without_tls_too() {
        Declaration declared = new Declaration(
                "acme", null, Map.of("authentication", Map.of("kind", "client-credentials", "tokenUrl", "/t")));
        assertThat(AuthenticationReader.read(declared, URI.create("http://acme.test")))
                .isInstanceOf(OAuth.class);
    }

    private static Authentication token(String url) {
        return read(Map.of("kind", "client-credentials", "tokenUrl", url));
    }

    private static ApiKey key(Place place, String name) {
        return new ApiKey(place, name, "");
    }

    private static Authentication read(Object authentication) {
        Declaration declared = new Declaration("acme", null, Map.of("authentication", authentication));
        Authentication read = AuthenticationReader.read(declared, BASE);
        declared.rejectUnknown();
        return read;
    }

    private static DeclarationException refused(Map<String, ?> authentication) {
        return catchThrowableOfType(DeclarationException.class, () -> read(authentication));
    }
}
