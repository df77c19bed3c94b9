package io.tidegate.vault;

import io.tidegate.provider.access.Authentication;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open credentials of running jobs, by claim: a job may be claimed again before its last worker closed its own.
 * Whoever sends a request names the claim; its credentials are looked up here only as the request leaves.
 */
public final class CredentialBook {
    private final Vault vault;
    private final Map<String, OpenCredentials> open = new ConcurrentHashMap<>();

    public CredentialBook(Vault vault) {
        this.vault = vault;
    }

    /**
     * Opens a dock's credentials for a claim. A dock without any is let through where one request tells what comes of it.
     *
     * @param sealed as {@link Sealed#toJson} writes it; null when the dock has none
     * @param authentication how they are used, never a choice
     * @param baseUrl the provider's
     * @throws VaultException when the master key is another one, or a secret is missing
     */
    public void open(String claim, @Nullable String sealed, Owner owner, Authentication authentication, URI baseUrl) {
        Credentials credentials =
                sealed == null ? Credentials.NONE : Credentials.ofText(vault.open(Sealed.fromJson(sealed), owner));
        List<String> missing = credentials.missing(authentication.secrets());
        boolean tried = sealed == null && !(authentication instanceof Authentication.OAuth);
        if (!missing.isEmpty() && !tried) {
            throw new VaultException(
                    "Dock %d lacks %s: add it with `tidegate dock set %d --secret %s=file:PATH`."
                            .formatted(owner.dockId(), String.join(", ", missing), owner.dockId(), missing.get(0)),
                    owner,
                    null);
        }
        open.put(claim, new OpenCredentials(owner, credentials, authentication, baseUrl));
    }

    /** What the claim holds open, or null when it is closed. */
    public @Nullable OpenCredentials find(String claim) {
        return open.get(claim);
    }

    /** Forgets the claim's credentials. */
    public void close(String claim) {
        open.remove(claim);
    }

    /** A text without the claim's secrets, should a provider have echoed one. */
    public String hide(String claim, String text) {
        OpenCredentials credentials = open.get(claim);
        return credentials == null ? text : credentials.hide(text);
    }
}
