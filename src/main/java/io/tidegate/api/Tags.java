package io.tidegate.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags: what can be set of a resource, a dot, and a hash of all that is shown of it. {@code If-None-Match}
 * compares the whole; {@code If-Match} only what stands before the dot, since what a dock does meanwhile is no reason to
 * refuse a new name for it.
 */
final class Tags {
    private static final int HASH_BYTES = 12;

    private Tags() {}

    static String of(@Nullable String version, byte[] content) {
        return '"' + (version == null ? "" : version + ".") + hash(content) + '"';
    }

    /** Whether {@code If-None-Match} names this tag. */
    static boolean isNamed(@Nullable String noneMatch, String tag) {
        return noneMatch != null
                && Arrays.stream(noneMatch.split(",", -1))
                        .map(String::strip)
                        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                        .anyMatch(each -> each.equals("*") || each.equals(tag));
    }

    /** Whether {@code If-Match} names this version. */
    static boolean names(String match, String version) {
        return Arrays.stream(match.split(",", -1)).map(String::strip).anyMatch(each -> {
            String inner = each.length() > 1 && each.startsWith("\"") && each.endsWith("\"")
                    ? each.substring(1, each.length() - 1)
                    : each;
            int dot = inner.indexOf('.');
            return each.equals("*") || (dot < 0 ? inner : inner.substring(0, dot)).equals(version);
        });
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
                digest.update((byte) 0);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] content) {
        return HexFormat.of().formatHex(sha256(content), 0, HASH_BYTES);
    }
}
