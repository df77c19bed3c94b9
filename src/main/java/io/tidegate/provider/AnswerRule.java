package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.record.Pointer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which answers are meant: {@code 429}, or a status with a condition: {@code 403:retry-after} (it says when to come
 * back), {@code 403:exhausted} (nothing remains by its headers), {@code 403:/error/code=forbidden} (the body holds that
 * value), {@code 403:/message~secondary} (the value there contains that word, in any case).
 *
 * @param at where the body must hold the words; null when no words are asked for
 */
public record AnswerRule(
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

    /**
     * An answer, as far as rules ask.
     *
     * @param retryAfter whether it says when to come back
     * @param exhausted whether nothing remains by its headers
     * @param body its JSON; a missing node when it has none
     */
    public record Answer(int status, boolean retryAfter, boolean exhausted, JsonNode body) {}

    /** @throws IllegalArgumentException when the text is no rule */
    static AnswerRule of(String text) {
        Matcher rule = RULE.matcher(text);
        if (!rule.matches()) {
            throw new IllegalArgumentException(
                    text
                            + " is no rule; rules are 429, 403:retry-after, 403:exhausted, 403:/code=value or 403:/message~word");
        }
        int status = Integer.parseInt(rule.group(1));
        if (rule.group(2) != null) {
            return new AnswerRule(status, Condition.RETRY_AFTER, null, "");
        } else if (rule.group(3) != null) {
            return new AnswerRule(status, Condition.EXHAUSTED, null, "");
        } else if (rule.group(4) == null) {
            return new AnswerRule(status, Condition.NONE, null, "");
        }
        return new AnswerRule(
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
