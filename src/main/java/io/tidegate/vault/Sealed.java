package io.tidegate.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;

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

    static Sealed of(String keyId, byte[] wrappedKey, byte[] box) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new Sealed(keyId, base64.encodeToString(wrappedKey), base64.encodeToString(box));
    }

    /** For the jsonb column {@code docks.credentials}. */
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

    byte[] wrappedKeyBytes() {
        return bytes(wrappedKey);
    }

    byte[] boxBytes() {
        return bytes(box);
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
