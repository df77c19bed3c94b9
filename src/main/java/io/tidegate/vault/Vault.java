package io.tidegate.vault;

import io.tidegate.config.Profile;
import io.tidegate.config.Secret;
import io.tidegate.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Seals and opens the credentials of docks. */
public final class Vault {

    private static final int SCOPE_ID_BYTES = 16;

    private final KeyWrap keys;
    private final IndexKeys index;

    /** A vault whose index keys live as long as it does. */
    public Vault(KeyWrap keys) {
        this(keys, null);
    }

    /** @param store where index keys are kept */
    public Vault(KeyWrap keys, @Nullable IndexKeyStore store) {
        this.keys = keys;
        this.index = new IndexKeys(keys, store);
    }

    /**
     * The vault under the master keys of the settings, with index keys that live as long as it does.
     *
     * @throws VaultException when there is no usable key
     */
    public static Vault open(Settings settings) {
        return new Vault(keys(settings));
    }

    /** The same with index keys that are kept, for whoever adds docks or renews tokens. */
    public Vault keptIn(IndexKeyStore store) {
        return new Vault(keys, store);
    }

    /**
     * The master keys of the settings; in development without any, that of {@code master.key} in the data folder, which
     * is made once.
     *
     * @throws VaultException when there is no usable key
     */
    public static KeyRing keys(Settings settings) {
        Secret given = settings.masterKey().key();
        if (given != null) {
            return KeyRing.of(MasterKeyFile.keys(Arrays.stream(given.reveal().split(","))));
        }
        MasterKeyFile file = Objects.requireNonNull(keyFile(settings), "no key is given, so there is a file");
        return KeyRing.of(settings.masterKey().file() == null ? file.madeIfMissing() : file);
    }

    /**
     * The file that holds the master keys; null when they are given by the environment or a flag.
     *
     * @throws VaultException when production has neither
     */
    public static @Nullable MasterKeyFile keyFile(Settings settings) {
        Settings.MasterKeySource source = settings.masterKey();
        Path file = source.file();
        if (source.key() != null) {
            return null;
        } else if (file != null) {
            return new MasterKeyFile(file);
        } else if (settings.profile() == Profile.PROD) {
            throw new VaultException("Production needs a master key: set tidegate.master-key or -file.");
        }
        return new MasterKeyFile(settings.directories().data().resolve("master.key"));
    }

    /** Which master key seals; not secret. */
    public String keyId() {
        return keys.keyId();
    }

    /** The master keys, for what stands in the database beside the credentials. */
    public KeyWrap masterKeys() {
        return keys;
    }

    /** Seals a secret for one dock. */
    public Sealed seal(String secret, Owner owner) {
        byte[] clear = secret.getBytes(StandardCharsets.UTF_8);
        try {
            return Sealed.seal(keys, clear, owner.associatedData());
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** Seals what one alert channel sends with, see {@link #channelAssociatedData}. */
    public Sealed sealForChannel(String secret, long organization, long channel) {
        return Sealed.seal(keys, secret.getBytes(StandardCharsets.UTF_8), channelAssociatedData(organization, channel));
    }

    /**
     * Opens what was sealed for this alert channel.
     *
     * @throws VaultException when another master key, another channel or a change is in the way
     */
    public String openForChannel(Sealed sealed, long organization, long channel) {
        try {
            return new String(sealed.open(keys, channelAssociatedData(organization, channel)), StandardCharsets.UTF_8);
        } catch (VaultException e) {
            throw new VaultException(
                    "The URL of alert channel %d cannot be opened: it was sealed with the master key %s,"
                                    .formatted(channel, sealed.keyId())
                            + " or for another channel. Set the channel's URL anew.");
        }
    }

    /**
     * What binds an alert channel's secrets to it.
     *
     * @param organization 0: the instance
     */
    public static byte[] channelAssociatedData(long organization, long channel) {
        return "tidegate:v1:org=%d:alert-channel=%d"
                .formatted(organization, channel)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Seals what one federation's connector asks with, or what its webhooks are signed with. */
    public Sealed sealForConnector(String secret, long connector) {
        return Sealed.seal(keys, secret.getBytes(StandardCharsets.UTF_8), connectorAssociatedData(connector));
    }

    /**
     * Opens what was sealed for this connector.
     *
     * @throws VaultException when another master key, another connector or a change is in the way
     */
    public String openForConnector(Sealed sealed, long connector) {
        try {
            return new String(sealed.open(keys, connectorAssociatedData(connector)), StandardCharsets.UTF_8);
        } catch (VaultException e) {
            throw new VaultException(
                    "What connector %d has as secrets cannot be opened: it was sealed with the master key %s,"
                                    .formatted(connector, sealed.keyId())
                            + " or for another connector. Give them anew: ./tidegate connector credentials, or secret.");
        }
    }

    /** What binds a connector's secrets to it. */
    public static byte[] connectorAssociatedData(long connector) {
        return "tidegate:v1:connector=%d".formatted(connector).getBytes(StandardCharsets.US_ASCII);
    }

    /** The same, sealed with the master key that seals now: another may have, if it was kept for a while. */
    public Sealed sealedNow(Sealed sealed, Owner owner) {
        return sealed.keyId().equals(keys.keyId()) ? sealed : sealed.rewrapped(keys, owner.associatedData());
    }

    /**
     * Opens what was sealed for this dock.
     *
     * @throws VaultException naming the dock, when another master key, another dock or a change is in the way
     */
    public String open(Sealed sealed, Owner owner) {
        if (!keys.has(sealed.keyId())) {
            throw refused(
                    owner,
                    ("were sealed with the master key %s, and there is only %s: add that key again, or set the dock's"
                                    + " credentials anew with `tidegate dock set %d --token-stdin` (or --secret).")
                            .formatted(sealed.keyId(), keys.keyId(), owner.dockId()));
        }
        try {
            return new String(sealed.open(keys, owner.associatedData()), StandardCharsets.UTF_8);
        } catch (VaultException e) {
            throw refused(owner, "were changed or sealed for another dock: set the dock's credentials anew.");
        }
    }

    /** What a token's rate limit is counted by: tells equal tokens from others without telling the token (hex). */
    public String scopeId(String token) {
        return HexFormat.of().formatHex(index.mac("tidegate:v1:scope-id", token), 0, SCOPE_ID_BYTES);
    }

    /** Tells a secret from others without telling it (hex). */
    public String mark(String secret) {
        return HexFormat.of().formatHex(index.mac("tidegate:v1:mark", secret), 0, SCOPE_ID_BYTES);
    }

    /** Makes the keys of {@link #scopeId} and {@link #mark}, where they are not kept yet. */
    public void makeIndexKeys() {
        scopeId("");
        mark("");
    }

    /** What binds an index key, sealed, to its purpose. */
    public static byte[] indexAssociatedData(String purpose) {
        return IndexKeys.associatedData(purpose);
    }

    private static VaultException refused(Owner owner, String why) {
        return new VaultException(
                "The credentials of dock %d of organization %d %s".formatted(owner.dockId(), owner.orgId(), why),
                owner,
                null);
    }
}
