package io.tidegate.cli.dock;

import io.tidegate.budget.Lane;
import io.tidegate.cli.session.Workspace;
import io.tidegate.dock.Dock;
import io.tidegate.provider.Provider;
import io.tidegate.provider.access.Authentication;
import io.tidegate.vault.Credentials;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;

/** Seals a dock's secrets, opens them again, and finds the lane that it shares. */
final class DockAccess {
    private DockAccess() {}

    /** @param authentication the one that the dock uses */
    static Dock.Access seal(
            Workspace workspace,
            Provider provider,
            Authentication authentication,
            Dock.Owner owner,
            Credentials credentials) {
        String scopeId = "";
        String sealed = null;
        if (!credentials.secrets().isEmpty()) {
            Vault vault = workspace.vault();
            String lasting = credentials.distinguishing(authentication.lastingSecrets());
            scopeId = lasting == null ? "" : vault.scopeId(lasting);
            sealed = vault.seal(credentials.text(), new Owner(owner.organization(), owner.dock()))
                    .toJson();
        }
        Lane lane = new Lane(provider.name(), provider.rateLimit(), scopeId);
        boolean sequential = workspace.settings().sync().sequential();
        // the token's own id even where limits go by address: the provider's file may say otherwise one day
        return new Dock.Access(sealed, scopeId, lane.key(sequential));
    }

    /** @throws io.tidegate.vault.VaultException when the master key is another one */
    static Credentials open(Workspace workspace, Dock dock) {
        String sealed = dock.access().sealed();
        Owner owner = new Owner(dock.owner().organization(), dock.id());
        return sealed == null
                ? Credentials.NONE
                : Credentials.ofText(workspace.vault().open(Sealed.fromJson(sealed), owner));
    }
}
