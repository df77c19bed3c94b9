package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.record.Pointer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        List<Rule> unauthorized,
        List<Rule> limited,
        List<Rule> retried,
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

    private static List<Rule> rules(Declaration declared, String key, String fallback) {
        return declared.read(
                key,
                fallback,
                text -> Declaration.split(text).stream().map(Rule::of).toList());
    }

    /** What an answer that is no success means. */
    public Meaning meaning(Answer answer) {
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

    /**
     * An answer, as far as rules ask.
     *
     * @param retryAfter whether it says when to come back
     * @param exhausted whether nothing remains by its headers
     * @param body its JSON; a missing node when it has none
     */
    public record Answer(int status, boolean retryAfter, boolean exhausted, JsonNode body) {}

    /**
     * Says which answers are meant: {@code 429}, or a status with a condition: {@code 403:retry-after} (it says when to come
     * back), {@code 403:exhausted} (nothing remains by its headers), {@code 403:/error/code=forbidden} (the body holds that
     * value), {@code 403:/message~secondary} (the value there contains that word, in any case).
     *
     * @param at where the body must hold the words; null when no words are asked for
     */
    public record Rule(
            int status, Condition condition, @Nullable Pointer at, String words) {
        private static final Pattern RULE =
                Pattern.compile("([1-5]\\d\\d)(?::(?:(retry-after)|(exhausted)|(/[^=~]+)([=~])(\\S+)))?");

        /** What must hold beside the status. */
        public enum Condition {
            NONE,
            RETRY_AFTER,
            EXHAUSTED,
            EQUALS,
            CONTAINS
        }

        /** @throws IllegalArgumentException when the text is no rule */
        static Rule of(String text) {
            Matcher rule = RULE.matcher(text);
            if (!rule.matches()) {
                throw new IllegalArgumentException(
                        text
                                + " is no rule; rules are 429, 403:retry-after, 403:exhausted, 403:/code=value or 403:/message~word");
            }
            int status = Integer.parseInt(rule.group(1));
            if (rule.group(2) != null) {
                return new Rule(status, Condition.RETRY_AFTER, null, "");
            } else if (rule.group(3) != null) {
                return new Rule(status, Condition.EXHAUSTED, null, "");
            } else if (rule.group(4) == null) {
                return new Rule(status, Condition.NONE, null, "");
            }
            return new Rule(
                    status,
                    rule.group(5).equals("=") ? Condition.EQUALS : Condition.CONTAINS,
                    Pointer.of(rule.group(4)),
                    rule.group(6));
        }

        boolean matches(Answer answer) {
            return status == answer.status()
                    && switch (condition) {
                        case NONE -> true;
                        case RETRY_AFTER -> answer.retryAfter();
                        case EXHAUSTED -> answer.exhausted();
                        case EQUALS -> said(answer).equals(words);
                        case CONTAINS -> said(answer).toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
                    };
        }

        private String said(Answer answer) {
            return at == null ? "" : at.first(answer.body()).asText("");
        }
    }
}
