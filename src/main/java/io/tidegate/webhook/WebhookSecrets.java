package io.tidegate.webhook;

import io.tidegate.dock.Dock;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secrets that docks' deliveries are signed with. */
public final class WebhookSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSecrets.class);

    private final Vault vault;

    public WebhookSecrets(Vault vault) {
        this.vault = vault;
    }

    /**
     * The dock's secret of that name; null when it has none, or it cannot be opened.
     *
     * @param name as the provider's facts name it
     */
    @Nullable String find(Dock dock, String name) {
        String sealed = dock.access().sealed();
        try {
            if (sealed == null) {
                return null;
            }
            Owner owner = new Owner(dock.owner().organization(), dock.id());
            return Credentials.ofText(vault.open(Sealed.fromJson(sealed), owner))
                    .find(name);
        } catch (VaultException e) {
            LOG.warn("deliveries for dock {} cannot be checked with {}: {}", dock.name(), name, e.getMessage());
            return null;
        }
    }
}
