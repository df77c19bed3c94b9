package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.record.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answers mean when they are no success.
 *
 * @param message where an error body holds the provider's own words; null when nowhere
 * @param unauthorized answers that refuse the credentials
 * @param limited answers that a limit was reached
 * @param retried answers that may be better soon, apart from 5xx and 408
 * @param retryAfter where the body of a limited answer says for how many seconds; null when nowhere
 * @param resetAt where it says until when, as the reset header would; null when nowhere
 */
public record Answers(
        @Nullable Pointer message,
        List<AnswerRule> unauthorized,
        List<AnswerRule> limited,
        List<AnswerRule> retried,
        @Nullable Pointer retryAfter,
        @Nullable Pointer resetAt) {

    /** What an answer means. */
    public enum Meaning {
        LIMITED,
        UNAUTHORIZED,
        TRANSIENT,
        REJECTED
    }

    static Answers of(Declaration declared) {
        return new Answers(
                pointer(declared, "errors.message"),
                rules(declared, "errors.unauthorized", "401"),
                rules(declared, "errors.limited", "429"),
                rules(declared, "errors.retried", ""),
                pointer(declared, "errors.retryAfter"),
                pointer(declared, "errors.resetAt"));
    }

    private static @Nullable Pointer pointer(Declaration declared, String key) {
        return declared.find(key) == null ? null : declared.read(key, "", Pointer::of);
    }

    private static List<AnswerRule> rules(Declaration declared, String key, String fallback) {
        return declared.read(
                key,
                fallback,
                text -> Declaration.split(text).stream().map(AnswerRule::of).toList());
    }

    /** What an answer that is no success means. */
    public Meaning meaning(AnswerRule.Answer answer) {
        if (limited.stream().anyMatch(rule -> rule.matches(answer))) {
            return Meaning.LIMITED;
        } else if (unauthorized.stream().anyMatch(rule -> rule.matches(answer))) {
            return Meaning.UNAUTHORIZED;
        }
        int status = answer.status();
        boolean soon = status >= 500 || status == 408 || status == 0;
        return soon || retried.stream().anyMatch(rule -> rule.matches(answer)) ? Meaning.TRANSIENT : Meaning.REJECTED;
    }

    /** The provider's own words in a body; empty when there are none. */
    public String words(JsonNode body) {
        return message == null ? "" : message.first(body).asText("");
    }
}
