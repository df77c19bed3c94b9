package io.tidegate.vault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open credentials of running jobs. Whoever sends a request names the job; its credential is looked up here only as
 * the request leaves.
 */
public final class CredentialBook {
    private final Vault vault;
    private final Map<Long, String> open = new ConcurrentHashMap<>();

    public CredentialBook(Vault vault) {
        this.vault = vault;
    }

    /**
     * Opens a dock's credential for a job.
     *
     * @param sealed as {@link Sealed#toJson} writes it
     * @throws VaultException when the master key is another one
     */
    public void open(long job, String sealed, Owner owner) {
        open.put(job, vault.open(Sealed.fromJson(sealed), owner));
    }

    /** The job's credential, or null when it has none. */
    public @Nullable String find(long job) {
        return open.get(job);
    }

    /** Forgets the job's credential. */
    public void close(long job) {
        open.remove(job);
    }

    /** A text without the job's credential, should a provider have echoed it. */
    public String hide(long job, String text) {
        String credential = open.get(job);
        return credential == null || credential.isEmpty() ? text : text.replace(credential, "[redacted]");
    }
}
