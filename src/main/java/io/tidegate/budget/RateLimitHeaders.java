package io.tidegate.budget;

import io.tidegate.provider.RateLimit.Reset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads rate-limit headers of every spelling; what is malformed is passed over, as their drafts demand. */
public final class RateLimitHeaders {
    /** The name's parts may be split by '-' or not: x-ratelimit-…, x-rate-limit-…, ratelimit-…. */
    private static final Pattern NAME = Pattern.compile("(?:.*-)?rate-?limit.*|retry-after");

    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,15})(?:\\.\\d+)?\\s*(?:[,;].*)?");

    /** No window is longer: a reset beyond it is a number misread. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(32);

    private static final Instant EPOCH_SECONDS_FROM = Instant.parse("2001-09-09T01:46:40Z");

    private final Reset reset;

    /** @param reset what the provider's reset header means */
    public RateLimitHeaders(Reset reset) {
        this.reset = reset;
    }

    /** What the headers of a response say, names in any case; null when they say nothing of limits. */
    public @Nullable Observation read(Map<String, String> headers, Instant now) {
        Map<String, String> rate = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (NAME.matcher(lower).matches()) {
                rate.put(lower, value);
            }
        });
        if (rate.isEmpty()) {
            return null;
        }
        Long delta = number(rate, List.of("reset"));
        return new Observation(
                now,
                number(rate, List.of("limit")),
                number(rate, List.of("remaining", "requests-left")),
                delta == null ? null : resetAt(delta, now),
                retryAfter(rate.get("retry-after"), now),
                rate);
    }

    private static @Nullable Long number(Map<String, String> rate, List<String> endings) {
        for (Map.Entry<String, String> header : rate.entrySet()) {
            String tail = header.getKey().replaceFirst("^.*rate-?limit-?", "");
            Matcher matcher = NUMBER.matcher(header.getValue());
            if (endings.contains(tail) && matcher.matches()) {
                return Long.valueOf(matcher.group(1));
            }
        }
        return null;
    }

    private @Nullable Instant resetAt(long value, Instant now) {
        Instant at = switch (reset) {
            case EPOCH_SECONDS -> Instant.ofEpochSecond(value);
            case EPOCH_MILLISECONDS -> Instant.ofEpochMilli(value);
            case DELTA_SECONDS -> now.plusSeconds(value);
            case INFERRED -> inferred(value, now);
        };
        return at.isAfter(now.plus(LONGEST_WINDOW)) ? null : at;
    }

    private static Instant inferred(long value, Instant now) {
        if (value < EPOCH_SECONDS_FROM.getEpochSecond()) {
            return now.plusSeconds(value);
        }
        return value < EPOCH_SECONDS_FROM.toEpochMilli() ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
    }

    private static @Nullable Instant retryAfter(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        Matcher seconds = NUMBER.matcher(value);
        if (seconds.matches()) {
            Instant at = now.plusSeconds(Long.parseLong(seconds.group(1)));
            return at.isAfter(now.plus(LONGEST_WINDOW)) ? null : at;
        }
        try {
            return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
