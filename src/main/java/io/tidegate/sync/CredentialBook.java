package io.tidegate.sync;

import io.tidegate.dock.Dock;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The open credentials of running jobs. A route's message carries only the number of the run; the credential is put in
 * its place as the request leaves, below Camel, where no header dump, tracer or console can see it.
 */
public final class CredentialBook implements HttpRequestInterceptor {
    /** The header that names the run whose credential the request needs. */
    static final String REFERENCE = "Tidegate-Credential";

    private final Vault vault;
    private final Map<Long, String> open = new ConcurrentHashMap<>();

    public CredentialBook(Vault vault) {
        this.vault = vault;
    }

    /**
     * Opens the dock's credential for a job.
     *
     * @throws io.tidegate.vault.VaultException when the master key is another one
     */
    void open(long job, Dock dock) {
        String sealed = dock.access().sealed();
        if (sealed != null) {
            Owner owner = new Owner(dock.owner().organization(), dock.id());
            open.put(job, vault.open(Sealed.fromJson(sealed), owner));
        }
    }

    void close(long job) {
        open.remove(job);
    }

    /** A text without the job's credential, should a provider have echoed it. */
    String hide(long job, String text) {
        String token = open.get(job);
        return token == null || token.isEmpty() ? text : text.replace(token, "[redacted]");
    }

    @Override
    public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
        Header reference = request.getFirstHeader(REFERENCE);
        request.removeHeaders(REFERENCE);
        if (reference != null) {
            String token = open.get(Long.valueOf(reference.getValue()));
            if (token != null) {
                request.setHeader("Authorization", "Bearer " + token);
            }
        }
    }
}
