package io.tidegate.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is equal only where a declaration and a record's canonical text are: 32 hex digits of SHA-256. */
public final class Fingerprint {
    private static final int BYTES = 16;

    /** Has the declaration's version in it, and is copied for each record. */
    private final MessageDigest declared;

    /** @param version changes whenever the declaration does */
    public Fingerprint(String version) {
        try {
            declared = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        declared.update(version.getBytes(StandardCharsets.UTF_8));
    }

    /** @param canonical as {@link CanonicalJson#text} writes it */
    public String of(String canonical) {
        try {
            MessageDigest digest = (MessageDigest) declared.clone();
            return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's SHA-256 can be copied", e);
        }
    }
}
