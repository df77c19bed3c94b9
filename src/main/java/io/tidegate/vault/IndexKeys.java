package io.tidegate.vault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys under which secrets are told from each other without being told. They outlive every master key: they are made
 * once, and kept sealed in the database.
 */
final class IndexKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeys.class);

    private final KeyWrap keys;
    private final @Nullable IndexKeyStore store;
    private final Map<String, byte[]> byPurpose = new ConcurrentHashMap<>();

    /** @param store null: they live as long as this */
    IndexKeys(KeyWrap keys, @Nullable IndexKeyStore store) {
        this.keys = keys;
        this.store = store;
    }

    byte[] mac(String purpose, String text) {
        byte[] key = byPurpose.computeIfAbsent(
                purpose, wanted -> store == null ? keys.firstIndexKey(wanted) : kept(store, wanted));
        return MasterKey.hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] kept(IndexKeyStore rows, String purpose) {
        byte[] bound = associatedData(purpose);
        String found = rows.find(purpose);
        if (found == null) {
            found = rows.add(
                    purpose,
                    Sealed.seal(keys, keys.firstIndexKey(purpose), bound).toJson());
        }
        Sealed sealed = Sealed.fromJson(found);
        if (!keys.has(sealed.keyId())) {
            LOG.warn(
                    "the key {} was sealed with the lost master key {} and is made anew:"
                            + " docks with one token count their limits apart until each has its credentials anew",
                    purpose,
                    sealed.keyId());
            String anew = Sealed.seal(keys, keys.firstIndexKey(purpose), bound).toJson();
            sealed = Sealed.fromJson(rows.replace(purpose, found, anew));
        }
        return sealed.open(keys, bound);
    }

    /** What binds the sealed key to its purpose. */
    static byte[] associatedData(String purpose) {
        return ("tidegate:v1:index:" + purpose).getBytes(StandardCharsets.US_ASCII);
    }
}
