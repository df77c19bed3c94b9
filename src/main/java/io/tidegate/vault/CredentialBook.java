package io.tidegate.vault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open credentials of running jobs, by claim: a job may be claimed again before its last worker closed its own.
 * Whoever sends a request names the claim; its credential is looked up here only as the request leaves.
 */
public final class CredentialBook {
    private final Vault vault;
    private final Map<String, String> open = new ConcurrentHashMap<>();

    public CredentialBook(Vault vault) {
        this.vault = vault;
    }

    /**
     * Opens a dock's credential for a claim.
     *
     * @param sealed as {@link Sealed#toJson} writes it
     * @throws VaultException when the master key is another one
     */
    public void open(String claim, String sealed, Owner owner) {
        open.put(claim, vault.open(Sealed.fromJson(sealed), owner));
    }

    /** The claim's credential, or null when it has none. */
    public @Nullable String find(String claim) {
        return open.get(claim);
    }

    /** Forgets the claim's credential. */
    public void close(String claim) {
        open.remove(claim);
    }

    /** A text without the claim's credential, should a provider have echoed it. */
    public String hide(String claim, String text) {
        String credential = open.get(claim);
        return credential == null || credential.isEmpty() ? text : text.replace(credential, "[redacted]");
    }
}
