package io.tidegate.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret of 256 random bits that somebody is shown once. What begins with a word of ours is known by those who search
 * repositories for secrets.
 */
public final class TokenText {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern RANDOM_PART = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;
    private static final int SHOWN = 12;

    /** What it opens. */
    public enum Kind {
        API("tdg_"),
        INVITATION("tdgi_"),
        /** Of a session, which no one but a browser sees. */
        SESSION("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private final String text;

    private TokenText(String text) {
        this.text = text;
    }

    /** A new one. */
    public static TokenText make(Kind kind) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new TokenText(
                kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** One that somebody came with, or empty when it cannot be any. */
    public static Optional<TokenText> find(Kind kind, String text) {
        boolean possible = text.startsWith(kind.prefix)
                && RANDOM_PART.matcher(text.substring(kind.prefix.length())).matches();
        return possible ? Optional.of(new TokenText(text)) : Optional.empty();
    }

    /** The secret itself, to be shown once. */
    public String reveal() {
        return text;
    }

    /** Its first characters, by which people know it again. */
    public String shown() {
        return text.substring(0, SHOWN);
    }

    /** What is stored of it: SHA-256. */
    public byte[] hash() {
        return digest(text);
    }

    /** Another secret that only who has this one can say, and that does not tell it. */
    public String derived(String purpose) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(purpose + ":" + text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
