package io.tidegate.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answers mean.
 *
 * @param message where an error body holds the provider's own words; null when nowhere
 * @param rules which answers are meant; without a rule the status decides
 * @param retryAfter where the body of a limited answer says for how many seconds; null when nowhere
 * @param resetAt where it says until when, as the reset header would; null when nowhere
 * @param retries how often and how soon what failed is asked again
 */
public record Answers(
        @Nullable Pointer message,
        Map<Meaning, List<Rule>> rules,
        @Nullable Pointer retryAfter,
        @Nullable Pointer resetAt,
        Retries retries) {

    /** What an answer means; rules are looked at in this order. */
    public enum Meaning {
        /** A limit was reached. */
        LIMITED("errors.limited", "429"),
        /** The access token is no longer good: another one is got, and the request sent again. */
        REFRESHED("errors.refreshed", ""),
        /** The credentials are refused. */
        UNAUTHORIZED("errors.unauthorized", "401"),
        /** The cursor or token is no longer good: the listing begins anew. */
        RESTARTED("errors.restarted", ""),
        /** The list is passed over. */
        SKIPPED("errors.skipped", ""),
        /** There is nothing in the list. */
        EMPTY("errors.empty", ""),
        /** Asking again would not help. */
        REJECTED("errors.failed", ""),
        /** It may be better soon. */
        TRANSIENT("errors.retried", ""),
        /** What was asked for. */
        SUCCESS("", "");

        private final String key;
        private final String usual;

        Meaning(String key, String usual) {
            this.key = key;
            this.usual = usual;
        }
    }

    static Answers of(Declaration declared) {
        Map<Meaning, List<Rule>> rules = new EnumMap<>(Meaning.class);
        for (Meaning meaning : Meaning.values()) {
            if (meaning != Meaning.SUCCESS) {
                rules.put(meaning, rules(declared, meaning.key, meaning.usual));
            }
        }
        return new Answers(
                pointer(declared, "errors.message"),
                rules,
                pointer(declared, "errors.retryAfter"),
                pointer(declared, "errors.resetAt"),
                Retries.of(declared));
    }

    private static @Nullable Pointer pointer(Declaration declared, String key) {
        return declared.find(key) == null ? null : declared.read(key, "", Pointer::of);
    }

    static List<Rule> rules(Declaration declared, String key, String fallback) {
        return declared.read(
                key,
                fallback,
                text -> Declaration.split(text).stream().map(Rule::of).toList());
    }

    /** Whether a rule asks for the body of an answer that is a success by its status. */
    public boolean readsSuccess(int status, ListPolicy list) {
        return Stream.of(rules.values(), List.of(list.skipped(), list.empty()))
                .flatMap(Collection::stream)
                .flatMap(List::stream)
                .anyMatch(rule -> rule.isOf(status));
    }

    /** What an answer to a request of this list means. */
    public Meaning meaning(Answer answer, ListPolicy list) {
        if (matches(list.skipped(), answer)) {
            return Meaning.SKIPPED;
        } else if (matches(list.empty(), answer)) {
            return Meaning.EMPTY;
        }
        for (Map.Entry<Meaning, List<Rule>> each : rules.entrySet()) {
            if (matches(each.getValue(), answer)) {
                return each.getKey();
            }
        }
        int status = answer.status();
        if (status >= 200 && status <= 299) {
            return Meaning.SUCCESS;
        }
        return status >= 500 || status == 408 || status == 0 ? Meaning.TRANSIENT : Meaning.REJECTED;
    }

    private static boolean matches(List<Rule> rules, Answer answer) {
        return rules.stream().anyMatch(rule -> rule.matches(answer));
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
     * Says which answers are meant: {@code 429}, {@code 5xx}, or a status with a condition: {@code 403:retry-after} (it says when to come
     * back), {@code 403:exhausted} (nothing remains by its headers), {@code 403:/error/code=forbidden} (the body holds that
     * value), {@code 403:/message~secondary} (the value there contains that word, in any case).
     *
     * @param from the lowest status that is meant
     * @param to the highest
     * @param at where the body must hold the words; null when no words are asked for
     */
    public record Rule(
            int from, int to, Condition condition, @Nullable Pointer at, String words) {
        private static final Pattern RULE =
                Pattern.compile("([1-5](?:\\d\\d|xx))(?::(?:(retry-after)|(exhausted)|(/[^=~]+)([=~])(\\S+)))?");

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
                                + " is no rule; rules are 429, 5xx, 403:retry-after, 403:exhausted, 403:/code=value or 403:/message~word");
            }
            int from = Integer.parseInt(rule.group(1).replace('x', '0'));
            int to = Integer.parseInt(rule.group(1).replace('x', '9'));
            if (rule.group(2) != null) {
                return new Rule(from, to, Condition.RETRY_AFTER, null, "");
            } else if (rule.group(3) != null) {
                return new Rule(from, to, Condition.EXHAUSTED, null, "");
            } else if (rule.group(4) == null) {
                return new Rule(from, to, Condition.NONE, null, "");
            }
            return new Rule(
                    from,
                    to,
                    rule.group(5).equals("=") ? Condition.EQUALS : Condition.CONTAINS,
                    Pointer.of(rule.group(4)),
                    rule.group(6));
        }

        boolean matches(Answer answer) {
            return isOf(answer.status())
                    && switch (condition) {
                        case NONE -> true;
                        case RETRY_AFTER -> answer.retryAfter();
                        case EXHAUSTED -> answer.exhausted();
                        case EQUALS -> said(answer).equals(words);
                        case CONTAINS -> said(answer).toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
                    };
        }

        boolean isOf(int status) {
            return from <= status && status <= to;
        }

        private String said(Answer answer) {
            return at == null ? "" : at.first(answer.body()).asText("");
        }
    }
}
