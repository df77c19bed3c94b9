package io.tidegate.provider.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP_401, refuses the credential",
        "HTTP_403, may not read this",
        "HTTP_404, nothing at that address",
        "HTTP_422, does not take the request",
        "HTTP_429, asks to go slower",
        "HTTP_503, could not answer",
        "ECONNREFUSED, could not be reached",
        "INVALID_RESPONSE, another form",
        "CIRCUIT_OPEN, left alone for a while",
        "UNKNOWN_ERROR, the log of that time says more",
        "SOMETHING_NEW, the log of that time says more"
    })
    void every_code_has_a_word_of_what_to_do(String code, String said) {
        assertThat(Advice.on(code)).contains(said).endsWith(".");
    }
}
