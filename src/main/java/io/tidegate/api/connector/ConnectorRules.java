package io.tidegate.api.connector;

import io.tidegate.api.Problem;
import io.tidegate.api.dock.DockRules;
import io.tidegate.config.Nearest;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.federation.connector.AuthType;
import io.tidegate.federation.connector.Connector;
import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import io.tidegate.provider.access.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a person may say of a connector. */
public final class ConnectorRules {
    private static final String DAILY = "0 15 2 * * ?";
    private static final Duration SPACING = Duration.ofSeconds(60);
    private static final int LONGEST_SPACING = 3_600;
    private static final int MOST_FIELDS = 100;

    private ConnectorRules() {}

    static String code(@Nullable String text) {
        if (text == null || !text.matches("[a-z][a-z0-9_-]{0,62}")) {
            throw Problem.invalid(
                    "/code", "is 1 to 63 lower-case letters, digits, '_' and '-', and begins with a letter");
        }
        return text;
    }

    /** A provider with types that are edited on both sides. */
    static Provider provider(Providers providers, @Nullable String name) {
        Provider provider = DockRules.provider(providers, name == null ? "" : name);
        if (twoWay(provider).isEmpty()) {
            throw Problem.invalid(
                    "/provider", provider.name() + " declares no type that is edited on both sides (template two-way)");
        }
        return provider;
    }

    /** The types that are edited on both sides. */
    public static List<String> twoWay(Provider provider) {
        return provider.types().keySet().stream()
                .filter(provider.twoWays()::containsKey)
                .toList();
    }

    /** As said, or the first that the provider has. */
    static AuthType authType(Provider provider, @Nullable String word) {
        Authentication declared = provider.access().authentication();
        AuthType type = word == null
                ? AuthType.firstOf(declared)
                        .orElseThrow(() -> Problem.invalid(
                                "/authType", "is missing: one of " + String.join(", ", AuthType.words())))
                : AuthType.find(word)
                        .orElseThrow(() ->
                                Problem.invalid("/authType", "is none of " + String.join(", ", AuthType.words())));
        choice(provider, type);
        return type;
    }

    /** The parameters by which docks choose it. */
    public static Map<String, String> choice(Provider provider, AuthType type) {
        try {
            return type.chosenFrom(provider.access().authentication());
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("/authType", String.valueOf(e.getMessage()));
        }
    }

    /** Parameters that the provider's file knows, but for those that the connector sets by itself. */
    static <V extends @Nullable String> Map<String, V> endpoints(
            Provider provider, @Nullable Map<String, V> endpoints) {
        Map<String, V> given = DockRules.parameters(endpoints);
        Set<String> known = new TreeSet<>(provider.parameters().keySet());
        known.remove(Connector.CLUB);
        if (provider.access().authentication() instanceof Authentication.Choice choice) {
            known.remove(choice.parameter());
        }
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                String nearest = Nearest.to(name, known.stream());
                throw Problem.invalid(
                        "/endpoints/" + name,
                        "is no parameter that a connector of "
                                + provider.access().title() + " sets"
                                + (known.isEmpty() ? "; there are none" : "; there are " + String.join(", ", known))
                                + (nearest == null ? "" : ". Did you mean " + nearest + "?"));
            }
        }
        return given;
    }

    static Strategy strategy(String field, @Nullable String word) {
        try {
            return word == null ? Strategy.FEDERATION_WINS : Strategy.of(word);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, String.valueOf(e.getMessage()));
        }
    }

    /**
     * What there was with what changes; null takes a field's away.
     *
     * @param provider whose fields they are; null when its file is not loaded, so that nobody knows them
     */
    static Map<String, Strategy> byField(
            @Nullable Provider provider,
            Map<String, Strategy> before,
            @Nullable Map<String, ? extends @Nullable String> changed) {
        Map<String, Strategy> all = new TreeMap<>(before);
        if (changed != null) {
            changed.forEach((field, word) -> {
                if (!field.matches("([a-z][a-z0-9_]{0,62}\\.)?[a-z][A-Za-z0-9]{0,62}")) {
                    throw Problem.invalid("/fieldStrategies", "are named by field or type.field, such as email");
                } else if (word == null) {
                    all.remove(field);
                } else if (provider != null && !fields(provider).contains(field)) {
                    throw Problem.invalid(
                            "/fieldStrategies/" + field,
                            "is no field that is edited on both sides; there are "
                                    + String.join(", ", fields(provider)));
                } else {
                    all.put(field, strategy("/fieldStrategies/" + field, word));
                }
            });
        }
        if (all.size() > MOST_FIELDS) {
            throw Problem.invalid("/fieldStrategies", "are more than " + MOST_FIELDS);
        }
        return all;
    }

    /** As strategies name them: each field alone, and with its type. */
    private static Set<String> fields(Provider provider) {
        Set<String> fields = new TreeSet<>();
        provider.twoWays()
                .forEach((type, declared) -> declared.fields().forEach(field -> {
                    fields.add(field.name());
                    fields.add(type + "." + field.name());
                }));
        return fields;
    }

    static String cron(@Nullable String text, Instant now) {
        String cron = DockRules.cron(text, now);
        return cron == null ? DAILY : cron;
    }

    static Duration spacing(@Nullable Long seconds) {
        if (seconds == null) {
            return SPACING;
        } else if (seconds < 0 || seconds > LONGEST_SPACING) {
            throw Problem.invalid("/spacingSeconds", "is 0 to " + LONGEST_SPACING);
        }
        return Duration.ofSeconds(seconds);
    }
}
