package io.tidegate.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A secret as the database keeps it.
 *
 * @param keyId which master key wraps the data key
 * @param wrappedKey the data key, sealed (base64)
 * @param box the secret, sealed with the data key (base64)
 */
public record Sealed(String keyId, String wrappedKey, String box) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    /** Seals bytes with a data key of their own, which a master key wraps; both are bound to the associated data. */
    static Sealed seal(KeyWrap keys, byte[] clear, byte[] associatedData) {
        byte[] dataKey = Gcm.randomKey();
        try {
            byte[] box = Gcm.seal(dataKey, clear, associatedData);
            return of(keys.wrap(dataKey, associatedData), box);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    static Sealed of(KeyWrap.Wrapped wrapped, byte[] box) {
        return new Sealed(wrapped.keyId(), wrapped.base64(), Base64.getEncoder().encodeToString(box));
    }

    /** Throws VaultException when a key is missing, the associated data is other, or something was changed. */
    byte[] open(KeyWrap keys, byte[] associatedData) {
        byte[] dataKey = keys.unwrap(wrapped(), associatedData);
        try {
            return Gcm.open(dataKey, bytes(box), associatedData);
        } catch (GeneralSecurityException e) {
            throw new VaultException("What is sealed was changed, or is another's.");
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * The same box, its data key wrapped with the key that wraps now. The box stays shut.
     *
     * @param associatedData of its owner
     * @throws VaultException when its master key is missing, or it is another's
     */
    public Sealed rewrapped(KeyWrap keys, byte[] associatedData) {
        byte[] dataKey = keys.unwrap(wrapped(), associatedData);
        try {
            return of(keys.wrap(dataKey, associatedData), bytes(box));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** For a jsonb column. */
    public String toJson() {
        return JSON.createObjectNode()
                .put("v", VERSION)
                .put("kid", keyId)
                .put("key", wrappedKey)
                .put("box", box)
                .toString();
    }

    /**
     * Reads {@link #toJson()}.
     *
     * @throws VaultException when the text is something else
     */
    public static Sealed fromJson(String json) {
        JsonNode node = tree(json);
        if (node.path("v").asInt() != VERSION) {
            throw unreadable();
        }
        return new Sealed(
                node.path("kid").asText(),
                node.path("key").asText(),
                node.path("box").asText());
    }

    private KeyWrap.Wrapped wrapped() {
        return new KeyWrap.Wrapped(keyId, wrappedKey);
    }

    /**
     * What of {@link #toJson()} changes with the secret, and not when its data key is wrapped with another master key.
     *
     * @param json null for no secret
     */
    public static @Nullable String lasting(@Nullable String json) {
        return json == null ? null : fromJson(json).box();
    }

    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }

    // The causes below are dropped because their messages quote the text.

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw unreadable();
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static VaultException unreadable() {
        return new VaultException("The stored credentials are no sealed secret of version " + VERSION
                + ": set the dock's credentials anew.");
    }
}
