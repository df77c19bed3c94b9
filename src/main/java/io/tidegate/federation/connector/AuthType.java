package io.tidegate.federation.connector;

import io.tidegate.provider.access.Authentication;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a federation knows whose requests it gets. */
public enum AuthType {
    API_KEY,
    OAUTH2,
    BASIC;

    /** As the database and REST write it, such as {@code api_key}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word. */
    public static Optional<AuthType> find(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(AuthType::word).toList();
    }

    /** The first that the provider has; empty when it asks for none of these. */
    public static Optional<AuthType> firstOf(Authentication declared) {
        Authentication first = declared.chosen(Map.of());
        return Arrays.stream(values()).filter(one -> one.isOf(first)).findFirst();
    }

    /**
     * The parameters by which a dock chooses it; none where the provider has no other.
     *
     * @param declared what the provider's file says
     * @throws IllegalArgumentException when the provider has it not; says which it has
     */
    public Map<String, String> chosenFrom(Authentication declared) {
        if (declared instanceof Authentication.Choice choice) {
            return choice.options().entrySet().stream()
                    .filter(option -> isOf(option.getValue()))
                    .findFirst()
                    .map(option -> Map.of(choice.parameter(), option.getKey()))
                    .orElseThrow(() -> absent(choice.options().values().stream()
                            .flatMap(option -> Arrays.stream(values()).filter(one -> one.isOf(option)))
                            .distinct()
                            .map(AuthType::word)
                            .collect(Collectors.joining(", "))));
        } else if (!isOf(declared)) {
            throw absent(Arrays.stream(values())
                    .filter(one -> one.isOf(declared))
                    .map(AuthType::word)
                    .findFirst()
                    .orElse("none of these"));
        }
        return Map.of();
    }

    private boolean isOf(Authentication way) {
        return switch (this) {
            case API_KEY -> way instanceof Authentication.Bearer || way instanceof Authentication.ApiKey;
            case OAUTH2 -> way instanceof Authentication.OAuth;
            case BASIC -> way instanceof Authentication.Basic;
        };
    }

    private static IllegalArgumentException absent(String known) {
        return new IllegalArgumentException("is not what the provider's file declares, which is " + known);
    }
}
