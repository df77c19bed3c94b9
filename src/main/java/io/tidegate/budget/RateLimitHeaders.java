package io.tidegate.budget;

import io.tidegate.provider.RateLimit.Reset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads rate-limit headers of every spelling; what is malformed is passed over, as their drafts demand. */
public final class RateLimitHeaders {
    /** The name's parts may be split by '-' or not: x-ratelimit-…, x-rate-limit-…, ratelimit-…. */
    private static final Pattern NAME = Pattern.compile("(?:.*-)?rate-?limit(?:-.*)?|retry-after");

    /** What is counted, or over which window, may stand on either side: …-requests-limit, …-limit-minute. */
    private static final Pattern FIELD =
            Pattern.compile("(?:.*-)?rate-?limit(?:-(?:([a-z0-9]+)-)??(limit|remaining|reset|left)(?:-([a-z0-9]+))?)?");

    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,15})(\\.\\d+)?\\s*(?:[,;].*)?");

    /** No window is longer: a reset beyond it is a number misread. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(32);

    private static final Instant EPOCH_SECONDS_FROM = Instant.parse("2001-09-09T01:46:40Z");
    private static final String ONLY = "";
    private static final String REQUESTS = "requests";

    private final Reset reset;

    /** @param reset what the provider's reset header means */
    public RateLimitHeaders(Reset reset) {
        this.reset = reset;
    }

    /**
     * What the headers of a response say, names in any case; null when they say nothing of limits, or when the response
     * comes from a cache, where they speak of somebody's request of long ago.
     *
     * <p>An instant that the provider names is one of its own clock. What counts is how far it lies from the response's
     * {@code Date}, so that a clock that goes wrong, theirs or ours, neither shortens a wait nor makes one of hours.
     */
    public @Nullable Observation read(Map<String, String> headers, Instant now) {
        Map<String, String> rate = new TreeMap<>();
        Instant theirs = null;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String lower = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue();
            if (NAME.matcher(lower).matches()) {
                // a field that came in several lines is handed over as a list
                rate.put(lower, value.startsWith("[") ? value.substring(1, value.length() - 1) : value);
            } else if (lower.equals("date")) {
                theirs = date(value);
            } else if (lower.equals("age") && !value.strip().equals("0")) {
                return null;
            }
        }
        if (rate.isEmpty()) {
            return null;
        }
        Times times = new Times(now, theirs == null ? now : theirs);
        Figures structured = StructuredFields.read(rate.get("ratelimit"), rate.get("ratelimit-policy"), now);
        Figures figures = structured.isEmpty() ? figures(rate, times) : structured;
        return new Observation(
                now,
                figures.quota(),
                figures.remaining(),
                figures.resetAt(),
                retryAfter(rate.get("retry-after"), times),
                rate);
    }

    /** An instant so many seconds ahead, as bodies say it; null when the text is no number. */
    public static @Nullable Instant in(String seconds, Instant now) {
        return retryAfter(seconds, new Times(now, now));
    }

    /** An instant as a body says it, in the reset header's form; null when it says none. */
    public @Nullable Instant reset(String text, Instant now) {
        return resetAt(text, new Times(now, now));
    }

    /**
     * When a response came.
     *
     * @param ours by our clock
     * @param theirs by the provider's
     */
    private record Times(Instant ours, Instant theirs) {
        /** An instant of the provider's clock by ours; null when it lies further ahead than any window. */
        @Nullable Instant ours(Instant at) {
            return within(ours.plus(Duration.between(theirs, at)), ours);
        }
    }

    /** Of several counts the one of requests, else the one that is nearest to being reached. */
    private Figures figures(Map<String, String> rate, Times now) {
        Map<String, Figures> counts = new TreeMap<>();
        rate.forEach((name, value) -> {
            Matcher field = FIELD.matcher(name);
            if (field.matches()) {
                String part = field.group(2);
                boolean left = "left".equals(part);
                String before = field.group(1) == null || left ? ONLY : field.group(1);
                String count = field.group(3) == null ? before : field.group(3);
                counts.merge(count, figures(left ? "remaining" : part, value, now), RateLimitHeaders::joined);
            }
        });
        if (counts.containsKey(ONLY) || counts.containsKey(REQUESTS)) {
            return counts.getOrDefault(ONLY, counts.getOrDefault(REQUESTS, new Figures(null, null, null)));
        }
        return counts.values().stream()
                .reduce((one, other) -> other.tighter(one) ? other : one)
                .orElse(new Figures(null, null, null));
    }

    private Figures figures(@Nullable String part, String value, Times now) {
        if ("reset".equals(part)) {
            return new Figures(null, null, resetAt(value, now));
        }
        Matcher number = NUMBER.matcher(value);
        Long found = number.matches() ? Long.valueOf(number.group(1)) : null;
        return "remaining".equals(part) ? new Figures(null, found, null) : new Figures(found, null, null);
    }

    private static Figures joined(Figures one, Figures other) {
        return new Figures(
                one.quota() == null ? other.quota() : one.quota(),
                one.remaining() == null ? other.remaining() : one.remaining(),
                one.resetAt() == null ? other.resetAt() : one.resetAt());
    }

    private @Nullable Instant resetAt(String text, Times now) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            Instant at = date(text);
            return at == null ? null : now.ours(at);
        }
        return resetAt(whole(number), now);
    }

    /** Rounded up: a moment too late is no fault, a moment too early is. */
    private static long whole(Matcher number) {
        return Long.parseLong(number.group(1)) + (number.group(2) == null ? 0 : 1);
    }

    private @Nullable Instant resetAt(long value, Times now) {
        return switch (reset) {
            case EPOCH_SECONDS -> now.ours(Instant.ofEpochSecond(value));
            case EPOCH_MILLISECONDS -> now.ours(Instant.ofEpochMilli(value));
            case DELTA_SECONDS -> within(now.ours().plusSeconds(value), now.ours());
            case INFERRED -> inferred(value, now);
        };
    }

    private static @Nullable Instant inferred(long value, Times now) {
        if (value < EPOCH_SECONDS_FROM.getEpochSecond()) {
            return within(now.ours().plusSeconds(value), now.ours());
        }
        return now.ours(
                value < EPOCH_SECONDS_FROM.toEpochMilli() ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value));
    }

    private static @Nullable Instant retryAfter(@Nullable String value, Times now) {
        if (value == null) {
            return null;
        }
        Matcher seconds = NUMBER.matcher(value);
        if (seconds.matches()) {
            return within(now.ours().plusSeconds(whole(seconds)), now.ours());
        }
        Instant at = date(value);
        return at == null ? null : now.ours(at);
    }

    private static @Nullable Instant date(String text) {
        try {
            return text.contains(",")
                    ? ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                    : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable Instant within(Instant at, Instant now) {
        return at.isAfter(now.plus(LONGEST_WINDOW)) ? null : at;
    }
}
