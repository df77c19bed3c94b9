package io.tidegate.rotation;

import io.tidegate.vault.KeyWrap;
import io.tidegate.vault.Owner;
import io.tidegate.vault.Sealed;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import org.jspecify.annotations.Nullable;

/**
 * A sealed value as it stands in the database.
 *
 * @param id of its row
 * @param owner whose it is, of an alert channel or a connector with its number in the place of a dock's; null for an index key
 * @param json the value
 */
record SealedValue(Place place, String id, @Nullable Owner owner, String json) {
    /** It, wrapped with the key of now; null when it cannot be: its key is lost, or it was changed. */
    @Nullable String rewrapped(KeyWrap keys) {
        try {
            return Sealed.fromJson(json).rewrapped(keys, bound()).toJson();
        } catch (VaultException e) {
            return null;
        }
    }

    private byte[] bound() {
        if (owner == null) {
            return Vault.indexAssociatedData(id);
        }
        return switch (place) {
            case CHANNELS -> Vault.channelAssociatedData(owner.orgId(), owner.dockId());
            case CONNECTORS, SIGNATURES -> Vault.connectorAssociatedData(owner.dockId());
            case DOCKS, TOKENS, INDEX -> owner.associatedData();
        };
    }

    @Override
    public String toString() {
        return "SealedValue[" + place + " " + id + "]";
    }
}
