package io.tidegate.vault;

import io.tidegate.config.Profile;
import io.tidegate.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

/** Seals and opens the credentials of docks. */
public final class Vault {

    private static final int SCOPE_ID_BYTES = 16;

    private final KeyWrap keys;

    public Vault(KeyWrap keys) {
        this.keys = keys;
    }

    /**
     * The vault under the master key of the settings; in development without one, under {@code master.key} in the data
     * folder, which is made once.
     *
     * @throws VaultException when there is no usable key
     */
    public static Vault open(Settings settings) {
        Settings.MasterKeySource source = settings.masterKey();
        if (source.key() != null) {
            return new Vault(MasterKey.ofBase64(source.key().reveal()));
        }
        Path file = source.file();
        if (file != null) {
            return new Vault(MasterKeyFile.read(file));
        }
        if (settings.profile() == Profile.PROD) {
            throw new VaultException("Production needs a master key: set tidegate.master-key or -file.");
        }
        return new Vault(MasterKeyFile.readOrMake(settings.directories().data().resolve("master.key")));
    }

    /** Which master key seals; not secret. */
    public String keyId() {
        return keys.keyId();
    }

    /** Seals a secret for one dock. */
    public Sealed seal(String secret, Owner owner) {
        byte[] clear = secret.getBytes(StandardCharsets.UTF_8);
        byte[] dataKey = Gcm.randomKey();
        try {
            byte[] associatedData = owner.associatedData();
            return Sealed.of(
                    keys.keyId(), keys.wrap(dataKey, associatedData), Gcm.seal(dataKey, clear, associatedData));
        } finally {
            Arrays.fill(clear, (byte) 0);
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Opens what was sealed for this dock.
     *
     * @throws VaultException naming the dock, when another master key, another dock or a change is in the way
     */
    public String open(Sealed sealed, Owner owner) {
        if (!sealed.keyId().equals(keys.keyId())) {
            throw refused(
                    owner,
                    "were sealed with the master key " + sealed.keyId() + ", this one is " + keys.keyId()
                            + ": start with that key, or set the dock's credentials anew.");
        }
        byte[] dataKey;
        try {
            dataKey = keys.unwrap(sealed.wrappedKeyBytes(), owner.associatedData());
        } catch (VaultException e) {
            throw refused(owner, "were changed or sealed for another dock: set the dock's credentials anew.");
        }
        try {
            byte[] clear = Gcm.open(dataKey, sealed.boxBytes(), owner.associatedData());
            return new String(clear, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw refused(owner, "were changed or sealed for another dock: set the dock's credentials anew.");
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** What a token's rate limit is counted by: tells equal tokens from others without telling the token (hex). */
    public String scopeId(String token) {
        byte[] mac = keys.mac("tidegate:v1:scope-id", token.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac, 0, SCOPE_ID_BYTES);
    }

    /** Tells a secret from others without telling it (hex). */
    public String mark(String secret) {
        byte[] mac = keys.mac("tidegate:v1:mark", secret.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac, 0, SCOPE_ID_BYTES);
    }

    private static VaultException refused(Owner owner, String why) {
        return new VaultException(
                "The credentials of dock %d of organization %d %s".formatted(owner.dockId(), owner.orgId(), why),
                owner,
                null);
    }
}
