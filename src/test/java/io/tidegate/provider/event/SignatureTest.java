package io.tidegate.provider.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final String BODY = "what do ya want for nothing?";

    private static boolean matches(String signature, String said, String secret, String body) {
        return Signature.of(signature, "{body}").matches(said, secret, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void githubs_own_example_is_genuine() {
        String said = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        String github = "hmac-sha256 hex X-Hub-Signature-256 sha256=";

        assertThat(matches(github, said, "It's a Secret to Everybody", "Hello, World!"))
                .isTrue();
        assertThat(matches(github, said, "It's a Secret to Everybody", "Hello, World?"))
                .isFalse();
        assertThat(matches(github, said, "It's a secret to everybody", "Hello, World!"))
                .isFalse();
        assertThat(matches(github, said.substring(7), "It's a Secret to Everybody", "Hello, World!"))
                .isFalse();
    }

    /** RFC 2202 (SHA-1) and RFC 4231, test case 2. */
    @ParameterizedTest
    @CsvSource({
        "hmac-sha1 hex X, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "hmac-sha256 hex X, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "hmac-sha256 hex X, 5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
        "hmac-sha256 base64 X, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
        "hmac-sha512 hex X, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    })
    void the_vectors_of_the_standards_are_genuine(String signature, String said) {
        assertThat(matches(signature, said, "Jefe", BODY)).isTrue();
        assertThat(matches(signature, said, "Jefe", BODY + " ")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "zz", "5bdc", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec38431", "ü"})
    void what_is_no_signature_is_not_genuine(String said) {
        assertThat(matches("hmac-sha256 hex X", said, "Jefe", BODY)).isFalse();
        assertThat(matches("hmac-sha256 base64 X", said, "Jefe", BODY)).isFalse();
        assertThat(matches("secret X", said, "Jefe", BODY)).isFalse();
    }

    @Test
    void a_secret_in_a_header_is_compared_as_it_is() {
        assertThat(matches("secret cf-webhook-auth", "the secret", "the secret", BODY))
                .isTrue();
        assertThat(matches("secret cf-webhook-auth", "the Secret", "the secret", BODY))
                .isFalse();
        assertThat(matches("secret Authorization Bearer:", "Bearer:x", "x", BODY))
                .isTrue();
        assertThat(matches("secret cf-webhook-auth", "", "", BODY)).isFalse();
    }

    @Test
    void one_of_several_signatures_is_enough_while_secrets_change() {
        String right = "v1,W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";
        assertThat(matches("hmac-sha256 base64 X v1,", "v1,AAAA v2,zz " + right, "Jefe", BODY))
                .isTrue();
        assertThat(matches("hmac-sha256 base64 X v1,", "v1,A ".repeat(8) + right, "Jefe", BODY))
                .isFalse();
    }

    @Test
    void time_and_id_can_be_signed_with_the_body() {
        byte[] content = Signature.of("hmac-sha256 hex X", "{delivery}.{timestamp}.{body}")
                .content("{}".getBytes(StandardCharsets.UTF_8), "17", "d-1");
        assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo("d-1.17.{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hmac-md5 hex X", "hmac-sha256 X", "hmac-sha256 hex", "secret", "hmac-sha256 hex X a b"})
    void other_forms_are_refused_with_those_that_there_are(String text) {
        assertThatThrownBy(() -> Signature.of(text, "{body}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hmac-sha256 <hex|base64> <header> [prefix]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{timestamp}", "{body}{body}", "{when}.{body}"})
    void what_is_signed_holds_the_body_and_what_is_known(String text) {
        assertThatThrownBy(() -> Signature.template(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_header_that_is_absent_is_empty() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("X-One", " 1 ");
        Delivery delivery = new Delivery(headers::get, new byte[0]);
        assertThat(delivery.header("x-one")).isEqualTo("1");
        assertThat(delivery.header("X-Two")).isEmpty();
    }
}
