package io.tidegate.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of 32 bytes held in memory. */
public final class MasterKey implements KeyWrap {

    private final byte[] key;
    private final String keyId;

    /**
     * Takes the bytes of the key.
     *
     * @throws VaultException when these are not 32
     */
    public MasterKey(byte[] key) {
        if (key.length != Gcm.KEY_BYTES) {
            throw new VaultException("A master key has 32 bytes, this one has " + key.length + ".");
        }
        this.key = key.clone();
        this.keyId = HexFormat.of()
                .formatHex(
                        hmac(hmac(this.key, "tidegate:v1:key-id".getBytes(StandardCharsets.UTF_8)), new byte[0]), 0, 8);
    }

    /** A new one. */
    public static MasterKey random() {
        return new MasterKey(Gcm.randomKey());
    }

    /** Reads the base64 form. */
    public static MasterKey ofBase64(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // Not passed on: its message quotes the key.
            throw new VaultException("The master key is not base64 of 32 bytes, as `openssl rand -base64 32` prints.");
        }
        return new MasterKey(key);
    }

    @Override
    public String keyId() {
        return keyId;
    }

    @Override
    public boolean has(String other) {
        return other.equals(keyId);
    }

    @Override
    public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
        byte[] sealed = Gcm.seal(derived("tidegate:v1:wrap"), dataKey, associatedData);
        return new Wrapped(keyId, Base64.getEncoder().encodeToString(sealed));
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        try {
            byte[] sealed = Base64.getDecoder().decode(wrapped.base64());
            return Gcm.open(derived("tidegate:v1:wrap"), sealed, associatedData);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultException("The data key was made with another master key or for another dock.");
        }
    }

    @Override
    public byte[] firstIndexKey(String purpose) {
        return derived(purpose);
    }

    /** The base64 form, for the file that holds it. */
    String text() {
        return Base64.getEncoder().encodeToString(key);
    }

    private byte[] derived(String purpose) {
        return hmac(key, purpose.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 does not work in this Java", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[" + keyId + "]";
    }
}
