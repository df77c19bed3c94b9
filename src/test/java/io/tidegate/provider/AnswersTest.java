package io.tidegate.provider;

import static io.tidegate.provider.Answers.Meaning.LIMITED;
import static io.tidegate.provider.Answers.Meaning.REJECTED;
import static io.tidegate.provider.Answers.Meaning.TRANSIENT;
import static io.tidegate.provider.Answers.Meaning.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.provider.Answers.Meaning;
import io.tidegate.provider.declared.DeclarationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final Answers ANSWERS = answers(Map.of(
            "errors.limited",
            "429 403:retry-after 403:exhausted 403:/message~secondary",
            "errors.unauthorized",
            "401 403:/error/code=forbidden",
            "errors.retried",
            "423",
            "errors.message",
            "/message"));

    @Test
    void a_status_alone_is_enough_where_nothing_more_is_asked_for() {
        assertThat(meaning(429, false, false, "{}")).isEqualTo(LIMITED);
        assertThat(meaning(401, true, false, "{}")).isEqualTo(UNAUTHORIZED);
        assertThat(meaning(423, false, false, "{}")).isEqualTo(TRANSIENT);
        assertThat(meaning(404, true, true, "{\"message\":\"secondary\"}")).isEqualTo(REJECTED);
    }

    @Test
    void a_403_is_what_stands_beside_it() {
        assertThat(meaning(403, false, false, "{}")).isEqualTo(REJECTED);
        assertThat(meaning(403, true, false, "{}")).isEqualTo(LIMITED);
        assertThat(meaning(403, false, true, "{}")).isEqualTo(LIMITED);
        assertThat(meaning(403, false, false, "{\"message\":\"A Secondary rate limit\"}"))
                .isEqualTo(LIMITED);
        assertThat(meaning(403, false, false, "{\"error\":{\"code\":\"forbidden\"}}"))
                .isEqualTo(UNAUTHORIZED);
        assertThat(meaning(403, false, false, "{\"error\":{\"code\":\"forbidden_here\"}}"))
                .isEqualTo(REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408})
    void what_fails_at_the_provider_may_be_better_soon(int status) {
        assertThat(meaning(status, false, false, "[]")).isEqualTo(TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4x9", "403:", "403:soon", "403:message=x", "403:/message", "699", "403:/a=", "403 :exhausted"})
    void a_rule_that_is_none_is_refused_with_what_rules_look_like(String rule) {
        assertThatThrownBy(() -> answers(Map.of("errors.limited", rule)))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("errors.limited")
                .hasMessageContaining("403:retry-after");
    }

    private static Meaning meaning(int status, boolean retryAfter, boolean exhausted, String body) {
        try {
            return ANSWERS.meaning(
                    new Answers.Answer(status, retryAfter, exhausted, new ObjectMapper().readTree(body)),
                    ListPolicy.USUAL);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Answers answers(Map<String, String> facts) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("baseUrl", "https://acme.test");
        return Provider.of("acme", all, Map.of("servers", Map.of("path", "/servers")))
                .answers();
    }
}
