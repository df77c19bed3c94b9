package io.tidegate.api.dock;

import io.tidegate.api.Problem;
import io.tidegate.budget.Lane;
import io.tidegate.config.Nearest;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.provider.access.Authentication.OAuth;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The secrets of docks, on their way into the vault. */
public final class DockSecrets {
    private static final int LONGEST = 16_000;
    /** Every dock may have one, for when its provider comes to send webhooks; those that do name it. */
    private static final String WEBHOOK = "webhookSecret";

    private final DockParts parts;

    public DockSecrets(DockParts parts) {
        this.parts = parts;
    }

    /** Secrets that the provider knows, none of them empty. */
    public static Credentials read(Provider provider, @Nullable Map<String, String> secrets) {
        if (secrets == null || secrets.isEmpty()) {
            return Credentials.NONE;
        }
        List<String> known = known(provider);
        secrets.forEach((name, value) -> {
            if (!known.contains(name)) {
                String nearest = Nearest.to(name, known.stream());
                throw Problem.invalid(
                        "/secrets",
                        provider.access().title() + " takes " + String.join(", ", known)
                                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
            } else if (value == null
                    || value.isBlank()
                    || value.length() > LONGEST
                    || value.codePoints().anyMatch(each -> Character.isISOControl(each) && each != '\n')) {
                // a key in PEM has lines; other control characters would break a header
                throw Problem.invalid("/secrets/" + name, "is empty, too long, or holds control characters");
            }
        });
        String user = secrets.get(Authentication.USER);
        if (user != null && user.indexOf(':') >= 0) {
            throw Problem.invalid("/secrets/user", "holds a colon, which ends the user where both are sent");
        }
        return new Credentials(secrets);
    }

    /** Looks whether all is there that the authentication needs. */
    public static void require(Credentials credentials, Provider provider, Authentication authentication) {
        List<String> missing = credentials.missing(authentication.secrets());
        if (!missing.isEmpty()) {
            throw Problem.invalid(
                    "/secrets",
                    provider.access().title() + " needs " + String.join(", ", missing) + " (" + authentication.words()
                            + ")");
        }
    }

    /** What the dock has already. */
    Credentials open(Dock dock) {
        String sealed = dock.access().sealed();
        return sealed == null
                ? Credentials.NONE
                : Credentials.ofText(parts.vault()
                        .get()
                        .open(
                                Sealed.fromJson(sealed),
                                new Owner(
                                        dock.owner().organization(),
                                        dock.owner().dock())));
    }

    /** Seals them for a dock, and finds the lane that it shares. */
    public Dock.Access seal(
            Provider provider, Authentication authentication, Dock.Owner owner, Credentials credentials) {
        String sealed = null;
        if (!credentials.secrets().isEmpty()) {
            sealed = parts.vault()
                    .get()
                    .seal(credentials.text(), new Owner(owner.organization(), owner.dock()))
                    .toJson();
        }
        String scopeId = scopeId(authentication, credentials);
        Lane lane = new Lane(provider.name(), provider.rateLimit(), scopeId);
        // the token's own id even where limits go by address: the provider's file may say otherwise one day
        return new Dock.Access(sealed, scopeId, lane.key(parts.sequential()));
    }

    /** What the limit is counted by. */
    String scopeId(Authentication authentication, Credentials credentials) {
        String lasting = credentials.distinguishing(authentication.lastingSecrets());
        return lasting == null ? "" : parts.vault().get().scopeId(lasting);
    }

    /** Whether a try would use up what it tries. */
    static boolean isUsedUp(Authentication authentication) {
        return authentication instanceof OAuth oauth && oauth.grant().singleUse();
    }

    private static List<String> known(Provider provider) {
        Authentication authentication = provider.access().authentication();
        return Stream.of(
                        authentication.secrets().stream(),
                        authentication.optionalSecrets().stream(),
                        Stream.of(
                                provider.webhook() == null
                                        ? WEBHOOK
                                        : provider.webhook().secret()))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
