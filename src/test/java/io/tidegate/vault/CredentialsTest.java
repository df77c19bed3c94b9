package io.tidegate.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.provider.access.Authentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Owner OWNER = new Owner(1, 7);
    private static final URI BASE = URI.create("https://api.acme.test");
    private static final String PASSWORD = "c4nary pass/wörd+=";

    private final Vault vault = new Vault(new MasterKey(new byte[32]));
    private final CredentialBook book = new CredentialBook(vault);

    @Test
    void a_token_alone_is_sealed_as_it_always_was() {
        assertThat(Credentials.ofText("dop_v1_x").secrets()).isEqualTo(Map.of("token", "dop_v1_x"));
        assertThat(new Credentials(Map.of("token", "dop_v1_x")).text()).isEqualTo("dop_v1_x");
        assertThat(Credentials.ofText("{\"user\":1}").find("token")).isEqualTo("{\"user\":1}");
    }

    @Test
    void several_secrets_are_one_text_and_come_back() {
        for (Map<String, String> secrets : List.of(
                Map.of("user", "me", "password", PASSWORD),
                Map.of("token", "x", "webhookSecret", "\"\n\\"),
                Map.of("token", "tidegate:secrets:v1:{}"))) {
            assertThat(Credentials.ofText(new Credentials(secrets).text()).secrets())
                    .isEqualTo(secrets);
        }
        assertThat(Credentials.ofText("")).isEqualTo(Credentials.NONE);
    }

    @Test
    void a_broken_text_is_refused_without_quoting_it() {
        for (String rest : List.of("{\"user\":\"c4nary", "[\"c4nary\"]", "{\"user\":\"\"}", "{\"\":\"c4nary\"}")) {
            assertThatThrownBy(() -> Credentials.ofText("tidegate:secrets:v1:" + rest))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("anew")
                    .hasMessageNotContaining("c4nary")
                    .hasNoCause();
        }
    }

    @Test
    void one_secret_is_replaced_and_the_others_stay() {
        Credentials before = new Credentials(Map.of("clientId", "a", "clientSecret", "b"));
        assertThat(before.with(Map.of("clientSecret", "c", "webhookSecret", "d"))
                        .secrets())
                .isEqualTo(Map.of("clientId", "a", "clientSecret", "c", "webhookSecret", "d"));
        assertThat(before.missing(List.of("clientId", "token"))).containsExactly("token");
    }

    @Test
    void a_single_secret_tells_for_itself_and_several_tell_together() {
        Credentials both = new Credentials(Map.of("user", "a", "password", "b"));
        assertThat(new Credentials(Map.of("token", "x")).distinguishing(List.of("token")))
                .isEqualTo("x");
        assertThat(both.distinguishing(List.of("user", "password"))).isEqualTo("user=a\npassword=b");
        assertThat(both.distinguishing(List.of("token"))).isNull();
    }

    @Test
    void every_form_in_which_a_secret_is_sent_is_hidden() {
        open(Map.of("user", "me@c4nary.test", "password", PASSWORD), new Authentication.Basic());
        String sent = base64("me@c4nary.test:" + PASSWORD);
        String text = book.hide(
                "claim",
                "no " + PASSWORD + ", " + base64(PASSWORD) + ", Basic " + sent
                        + ", ?p=c4nary+pass%2Fw%C3%B6rd%2B%3D for me@c4nary.test");
        assertThat(text).isEqualTo("no [redacted], [redacted], Basic [redacted], ?p=[redacted] for [redacted]");
    }

    @Test
    void a_short_secret_is_hidden_as_a_word_only() {
        open(Map.of("user", "a", "password", "b"), new Authentication.Basic());
        assertThat(book.hide("claim", "a bad password 'b'")).isEqualTo("[redacted] bad password '[redacted]'");
    }

    @Test
    void an_access_token_is_hidden_too_also_the_one_before() {
        open(Map.of("token", "secret"), new Authentication.Bearer());
        OpenCredentials open = java.util.Objects.requireNonNull(book.find("claim"));
        open.use(new AccessToken("access-1", "m1", null));
        open.use(new AccessToken("access-2", "m2", null));
        assertThat(book.hide("claim", "access-1 access-2 secret")).isEqualTo("[redacted] [redacted] [redacted]");
        assertThat(open + " " + open.token() + " " + open.credentials()).doesNotContain("access-", "secret");
        book.close("claim");
        assertThat(book.find("claim")).isNull();
    }

    @Test
    void a_dock_that_lacks_a_secret_says_which() {
        assertThatThrownBy(() -> open(Map.of("token", "x"), new Authentication.Basic()))
                .isInstanceOf(VaultException.class)
                .hasMessage("Dock 7 lacks user: add it with `tidegate dock set 7 --secret user=file:PATH`.");
        book.open("claim", null, OWNER, new Authentication.Bearer(), BASE);
        assertThat(java.util.Objects.requireNonNull(book.find("claim")).credentials())
                .isEqualTo(Credentials.NONE);
    }

    @Test
    void a_refused_access_token_is_replaced_once_and_again_only_after_one_worked() {
        open(Map.of("token", "x"), new Authentication.Bearer());
        OpenCredentials open = java.util.Objects.requireNonNull(book.find("claim"));
        assertThat(open.refuse("first")).isTrue();
        assertThat(open.refuse("first")).isTrue(); // another thread had sent it too
        assertThat(open.refuse("second")).isFalse();
        open.accepted("second");
        assertThat(open.refuse("second")).isTrue();
    }

    private void open(Map<String, String> secrets, Authentication authentication) {
        String sealed = vault.seal(new Credentials(secrets).text(), OWNER).toJson();
        book.open("claim", sealed, OWNER, authentication, BASE);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
