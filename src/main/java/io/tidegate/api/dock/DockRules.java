package io.tidegate.api.dock;

import io.tidegate.api.Problem;
import io.tidegate.config.Nearest;
import io.tidegate.dock.CronSchedule;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.access.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person may say of a dock. */
public final class DockRules {
    /** The shortest interval there is. */
    public static final Duration SHORTEST = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST_PARAMETERS = 50;

    private DockRules() {}

    /** The provider of that name, which is loaded. */
    public static Provider provider(Providers providers, String name) {
        Provider provider = name == null ? null : providers.find(name);
        if (provider == null) {
            List<String> known = providers.all().stream().map(Provider::name).toList();
            String nearest = name == null ? null : Nearest.to(name, known.stream());
            throw Problem.invalid(
                    "/provider",
                    "is none that is loaded" + (nearest == null ? "" : "; did you mean " + nearest + "?")
                            + " There are " + String.join(", ", known));
        }
        return provider;
    }

    /** A name that tables and commands can bear. */
    public static String name(@Nullable String text) {
        String name = text == null ? "" : text.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Problem.invalid("/name", "needs 1 to " + LONGEST_NAME + " characters");
        } else if (name.codePoints().anyMatch(DockRules::isUnprintable)) {
            throw Problem.invalid("/name", "holds characters that cannot be shown");
        } else if (name.matches("\\d+")) {
            throw Problem.invalid("/name", "is a number, which would be taken for an id; add a letter");
        }
        return name;
    }

    /** Parameters with names that a declaration can use. */
    public static <V extends @Nullable String> Map<String, V> parameters(@Nullable Map<String, V> parameters) {
        if (parameters == null) {
            return Map.of();
        } else if (parameters.size() > MOST_PARAMETERS) {
            throw Problem.invalid("/parameters", "are more than " + MOST_PARAMETERS);
        }
        parameters.forEach((name, value) -> {
            if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,63}")) {
                throw Problem.invalid(
                        "/parameters", "have names of letters, digits, '_', '.' and '-', and begin with a letter");
            } else if (value != null
                    && (value.length() > LONGEST_VALUE || value.codePoints().anyMatch(DockRules::isUnprintable))) {
                throw Problem.invalid(
                        "/parameters/" + name,
                        "is longer than " + LONGEST_VALUE + " characters, or holds some that cannot be shown");
            }
        });
        return parameters;
    }

    /** Resource types that the provider has; null, which means all, when none are named. */
    public static @Nullable List<String> types(Provider provider, @Nullable List<String> types) {
        if (types == null || types.isEmpty()) {
            return null;
        }
        for (String type : types) {
            if (type == null || !provider.types().containsKey(type)) {
                String nearest = type == null ? null : Nearest.to(type, provider.types().keySet().stream());
                throw Problem.invalid(
                        "/resourceTypes",
                        provider.name() + " has "
                                + String.join(", ", provider.types().keySet())
                                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
            }
        }
        return types.stream().distinct().toList();
    }

    /** An interval that is allowed. */
    public static Duration interval(long seconds) {
        if (seconds < SHORTEST.toSeconds() || seconds > LONGEST.toSeconds()) {
            throw Problem.invalid(
                    "/intervalSeconds", "is " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds() + " (31 days)");
        }
        return Duration.ofSeconds(seconds);
    }

    /**
     * How far a dock may be slowed down while nothing changes.
     *
     * @param seconds null or 0: not at all
     * @param cron by which it goes instead; null when by interval
     */
    public static @Nullable Duration slowest(@Nullable Long seconds, Duration interval, @Nullable String cron) {
        if (seconds == null || seconds == 0) {
            return null;
        } else if (cron != null) {
            throw Problem.invalid("/maxIntervalSeconds", "is for docks that go by interval, and this one goes by cron");
        } else if (seconds < interval.toSeconds() || seconds > LONGEST.toSeconds()) {
            throw Problem.invalid(
                    "/maxIntervalSeconds",
                    "is from the interval, " + interval.toSeconds() + ", to " + LONGEST.toSeconds()
                            + " (31 days); 0 lets the dock keep its interval");
        }
        return Duration.ofSeconds(seconds);
    }

    /** A cron expression that syncs once a minute at most; null where none is said. */
    public static @Nullable String cron(@Nullable String text, Instant now) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            CronSchedule schedule = new CronSchedule(text);
            Instant first = schedule.next(now);
            for (int run = 0; run < 3; run++) {
                Instant second = schedule.next(first);
                if (Duration.between(first, second).compareTo(SHORTEST) < 0) {
                    throw Problem.invalid(
                            "/cron", "syncs more often than once a minute; begin with a second, such as 0");
                }
                first = second;
            }
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/cron", String.valueOf(e.getMessage()));
        }
        return text;
    }

    /** The authentication that a dock with these parameters uses. */
    public static Authentication authentication(Provider provider, Map<String, String> parameters) {
        try {
            return provider.access().authentication().chosen(parameters);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/parameters", String.valueOf(e.getMessage()));
        }
    }

    /** What is allowed, and most likely not meant. */
    static List<String> warnings(Provider provider, Collection<String> parameters, @Nullable Duration interval) {
        List<String> warnings = new ArrayList<>();
        Duration recommended = provider.recommendedInterval();
        if (interval != null && interval.compareTo(recommended) < 0) {
            warnings.add(provider.access().title() + " recommends an interval of " + recommended.toSeconds()
                    + " s or more; " + interval.toSeconds() + " s may use up its rate limit.");
        }
        for (String name : parameters) {
            if (!provider.parameters().containsKey(name)) {
                String nearest = Nearest.to(name, provider.parameters().keySet().stream());
                String known = provider.parameters().keySet().stream().collect(Collectors.joining(", "));
                warnings.add(provider.access().title() + " uses no parameter " + name
                        + (known.isEmpty() ? "" : "; it knows " + known)
                        + (nearest == null ? "." : ". Did you mean " + nearest + "?"));
            }
        }
        return warnings;
    }

    /** Also those that turn what follows around. */
    private static boolean isUnprintable(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
