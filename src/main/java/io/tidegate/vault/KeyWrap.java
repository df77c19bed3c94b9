package io.tidegate.vault;

/** Wraps data keys with a key that it keeps to itself: the master key here, a key management service later. */
public interface KeyWrap {

    /** Which key this wraps with; not secret. */
    String keyId();

    /** Seals a data key, bound to the associated data. */
    byte[] wrap(byte[] dataKey, byte[] associatedData);

    /**
     * Opens what {@link #wrap} made.
     *
     * @throws VaultException when it was made with another key or other associated data, or was changed
     */
    byte[] unwrap(byte[] wrapped, byte[] associatedData);

    /** HMAC-SHA256 under a key derived for this purpose; the same purpose and data give the same answer for ever. */
    byte[] mac(String purpose, byte[] data);
}
