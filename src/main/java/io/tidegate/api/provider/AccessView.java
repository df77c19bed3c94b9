package io.tidegate.api.provider;

import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.Authentication.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a provider's docks show who they are.
 *
 * @param words for people
 * @param chosenBy the parameter whose value names one of the ways; null where there is one only
 * @param ways the first is that of docks that do not say
 * @param webhookSecret the name of the secret that its webhooks are signed with, which a dock may have beside
 */
public record AccessView(String words, @Nullable String chosenBy, List<Way> ways, String webhookSecret) {
    private static final String WEBHOOK = "webhookSecret";

    /**
     * A way to authenticate.
     *
     * @param name as the parameter names it; empty where there is one only
     * @param secrets the names of those that a dock needs
     * @param optionalSecrets the names of those that it may have too
     */
    public record Way(String name, String words, List<String> secrets, List<String> optionalSecrets) {
        static Way of(String name, Authentication authentication) {
            return new Way(name, authentication.words(), authentication.secrets(), authentication.optionalSecrets());
        }
    }

    static AccessView of(Provider provider) {
        Authentication authentication = provider.access().authentication();
        String secret =
                provider.webhook() == null ? WEBHOOK : provider.webhook().secret();
        return authentication instanceof Choice choice
                ? new AccessView(
                        choice.words(),
                        choice.parameter(),
                        choice.options().entrySet().stream()
                                .map(each -> Way.of(each.getKey(), each.getValue()))
                                .toList(),
                        secret)
                : new AccessView(authentication.words(), null, List.of(Way.of("", authentication)), secret);
    }
}
