package io.tidegate.vault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several master keys: the first seals, all open. One of a file follows the file: a key that it meets for the first time
 * may have come into the file meanwhile, and what it seals is sealed with the key that is the first there now. A key that
 * left the file opens what was read before, for as long as the process lives.
 */
public final class KeyRing implements KeyWrap {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final Supplier<List<MasterKey>> source;
    private final Supplier<Object> version;
    private List<MasterKey> keys;
    private @Nullable Object readVersion;
    private List<MasterKey> left = List.of();

    private KeyRing(Supplier<List<MasterKey>> source, Supplier<Object> version) {
        this.source = source;
        this.version = version;
        this.readVersion = version.get();
        this.keys = source.get();
    }

    /** Keys that stay as they are. */
    public static KeyRing of(List<MasterKey> keys) {
        return new KeyRing(() -> keys, () -> keys);
    }

    /**
     * The keys of a file, now and as it changes.
     *
     * @throws VaultException when it holds none, or others may read it
     */
    public static KeyRing of(MasterKeyFile file) {
        return new KeyRing(file::read, file::version);
    }

    @Override
    public String keyId() {
        return first().keyId();
    }

    /** The keys of the source now; the first one seals. */
    public synchronized List<String> keyIds() {
        follow();
        return keys.stream().map(MasterKey::keyId).toList();
    }

    /** The same themselves, for a file that shall hold them. */
    public synchronized List<MasterKey> keys() {
        follow();
        return keys;
    }

    @Override
    public boolean has(String keyId) {
        return find(keyId) != null;
    }

    @Override
    public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
        return first().wrap(dataKey, associatedData);
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        MasterKey key = find(wrapped.keyId());
        if (key == null) {
            throw new VaultException("There is no master key " + wrapped.keyId() + ".");
        }
        return key.unwrap(wrapped, associatedData);
    }

    /** Of the oldest key, since a new one is put first: it may be the one that marks were made with. */
    @Override
    public synchronized byte[] firstIndexKey(String purpose) {
        return keys.get(keys.size() - 1).firstIndexKey(purpose);
    }

    private synchronized MasterKey first() {
        follow();
        return keys.get(0);
    }

    private synchronized @Nullable MasterKey find(String keyId) {
        MasterKey known = known(keyId);
        if (known == null) {
            Object seen = version.get();
            take(source.get(), seen);
            known = known(keyId);
        }
        return known;
    }

    private @Nullable MasterKey known(String keyId) {
        return Stream.concat(keys.stream(), left.stream())
                .filter(each -> each.keyId().equals(keyId))
                .findFirst()
                .orElse(null);
    }

    /** Takes over a source that has changed; one that cannot be read just now does not keep anybody from sealing. */
    private void follow() {
        Object seen = version.get();
        if (!seen.equals(readVersion)) {
            try {
                take(source.get(), seen);
            } catch (VaultException e) {
                LOG.warn("goes on with the master keys it has: {}", e.getMessage());
                readVersion = seen;
            }
        }
    }

    private void take(List<MasterKey> read, Object seen) {
        List<MasterKey> gone = new ArrayList<>(left);
        gone.addAll(keys);
        gone.removeIf(each -> read.stream().anyMatch(key -> key.keyId().equals(each.keyId())));
        left = List.copyOf(gone);
        keys = List.copyOf(read);
        readVersion = seen;
    }

    @Override
    public String toString() {
        return "KeyRing" + keys;
    }
}
