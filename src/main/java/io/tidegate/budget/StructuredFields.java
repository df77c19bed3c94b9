package io.tidegate.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields {@code RateLimit} and {@code RateLimit-Policy} of the IETF drafts from 07 on; resets are seconds from now.
 * A field that is malformed says nothing.
 */
final class StructuredFields {
    private static final String VALUE = "\"(?:[^\"\\\\]|\\\\.)*+\"|:[^:]*+:|[^\\s\";,]++";
    private static final String PARAMETERS = "(?:\\s*;\\s*[a-z*][a-z0-9_.*-]*+(?:=(?:" + VALUE + "))?)*+";
    private static final Pattern ITEM = Pattern.compile("\\s*(" + VALUE + ")(" + PARAMETERS + ")\\s*(?:,|$)");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([a-z*][a-z0-9_.*-]*+)(?:=(" + VALUE + "))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
    private static final String REQUESTS = "\"requests\"";

    /** One member of a list with its parameters. */
    private record Item(String value, Map<String, String> parameters) {
        @Nullable Long number(String parameter) {
            return StructuredFields.number(parameters.get(parameter));
        }

        boolean countsRequests() {
            return parameters.getOrDefault("qu", REQUESTS).equals(REQUESTS);
        }
    }

    private StructuredFields() {}

    /**
     * What the fields say of the limit that is nearest to being reached.
     *
     * @param limit the field {@code RateLimit}, null when absent
     * @param policy the field {@code RateLimit-Policy}, null when absent
     */
    static Figures read(@Nullable String limit, @Nullable String policy, Instant now) {
        List<Item> items = items(limit);
        Map<String, Long> members = dictionary(items);
        if (!members.isEmpty()) {
            return new Figures(members.get("limit"), members.get("remaining"), in(members.get("reset"), now));
        }
        Map<String, Item> policies = new LinkedHashMap<>();
        for (Item one : items(policy)) {
            policies.put(one.value(), one);
        }
        Figures nearest = new Figures(null, null, null);
        for (Item one : items) {
            Item named = policies.getOrDefault(one.value(), one);
            if (one.number("r") != null && one.countsRequests() && named.countsRequests()) {
                Figures figures = new Figures(named.number("q"), one.number("r"), in(one.number("t"), now));
                nearest = figures.tighter(nearest) ? figures : nearest;
            }
        }
        return nearest;
    }

    /** Draft 07: {@code limit=100, remaining=50, reset=5}. */
    private static Map<String, Long> dictionary(List<Item> items) {
        Map<String, Long> members = new HashMap<>();
        for (Item item : items) {
            int at = item.value().indexOf('=');
            Long number = at < 0 ? null : number(item.value().substring(at + 1));
            if (number != null) {
                members.put(item.value().substring(0, at).toLowerCase(Locale.ROOT), number);
            }
        }
        return members;
    }

    private static List<Item> items(@Nullable String field) {
        List<Item> items = new ArrayList<>();
        String text = field == null ? "" : field.strip();
        Matcher matcher = ITEM.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                return List.of();
            }
            Map<String, String> parameters = new HashMap<>();
            for (Matcher one = PARAMETER.matcher(matcher.group(2)); one.find(); ) {
                parameters.put(one.group(1), one.group(2) == null ? "" : one.group(2));
            }
            items.add(new Item(matcher.group(1), parameters));
            end = matcher.end();
        }
        return items;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    private static @Nullable Instant in(@Nullable Long seconds, Instant now) {
        return seconds == null ? null : RateLimitHeaders.within(now.plusSeconds(seconds), now);
    }
}
