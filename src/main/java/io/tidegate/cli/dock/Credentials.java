package io.tidegate.cli.dock;

import io.tidegate.budget.Lane;
import io.tidegate.cli.session.Workspace;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Vault;
import org.jspecify.annotations.Nullable;

/** Seals a token for a dock, and finds the lane that it shares. */
final class Credentials {
    private Credentials() {}

    /** @param token null when the provider needs none */
    static Dock.Access access(Workspace workspace, Provider provider, Dock.Owner owner, @Nullable String token) {
        String scopeId = "";
        String sealed = null;
        if (token != null) {
            Vault vault = workspace.vault();
            scopeId = vault.scopeId(token);
            sealed = vault.seal(token, new Owner(owner.organization(), owner.dock()))
                    .toJson();
        }
        Lane lane = new Lane(provider.name(), provider.rateLimit(), scopeId);
        boolean sequential = workspace.settings().sync().sequential();
        // the token's own id even where limits go by address: the provider's file may say otherwise one day
        return new Dock.Access(sealed, scopeId, lane.key(sequential));
    }
}
