package io.tidegate.vault;

/**
 * Wraps data keys with keys that it keeps to itself: master keys in memory here, a key management service later. Nothing
 * else of such a service is needed: which key wrapped stands beside what was wrapped.
 */
public interface KeyWrap {

    /**
     * A data key as it is stored.
     *
     * @param keyId which key wrapped it; not secret
     * @param base64 the data key, sealed
     */
    record Wrapped(String keyId, String base64) {
        @Override
        public String toString() {
            return "Wrapped[" + keyId + "]";
        }
    }

    /** The key that {@link #wrap} uses now; not secret. */
    String keyId();

    /** Whether {@link #unwrap} can open what that key wrapped. */
    boolean has(String keyId);

    /** Seals a data key, bound to the associated data. */
    Wrapped wrap(byte[] dataKey, byte[] associatedData);

    /**
     * Opens what {@link #wrap} made.
     *
     * @throws VaultException when there is no such key, the associated data is other, or something was changed
     */
    byte[] unwrap(Wrapped wrapped, byte[] associatedData);

    /**
     * What the index key of a purpose is when it is first made; from then on it is kept, sealed, in the database. Random,
     * unless index keys were once derived from a master key, whose marks shall stay.
     */
    default byte[] firstIndexKey(String purpose) {
        return Gcm.randomKey();
    }
}
