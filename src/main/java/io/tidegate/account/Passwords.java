package io.tidegate.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Keeps passwords so that nobody can read them: PBKDF2 with HMAC-SHA256, salt and rounds beside the result. */
public final class Passwords {
    /** As OWASP asks of this algorithm. */
    private static final int ROUNDS = 600_000;

    private static final int LEAST = 12;
    private static final int MOST = 1024;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern STORED =
            Pattern.compile("pbkdf2-sha256\\$([1-9][0-9]{0,7})\\$([A-Za-z0-9+/=]{1,88})\\$([A-Za-z0-9+/=]{1,88})");

    private final int rounds;
    private final SecureRandom random = new SecureRandom();
    private final String nobody;

    /** With as many rounds as is asked for today. */
    public Passwords() {
        this(ROUNDS);
    }

    Passwords(int rounds) {
        this.rounds = rounds;
        this.nobody = text(rounds, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    /**
     * Looks whether somebody may choose a password.
     *
     * @throws AccountException when it is too short, too long, or easy to guess
     */
    public void check(String password, Email email) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST || length > MOST) {
            throw invalid("A password has " + LEAST + " to " + MOST + " characters; this one has " + length + ".");
        }
        String plain = password.strip().toLowerCase(Locale.ROOT);
        if (plain.equals(email.text()) || password.chars().distinct().count() < 3) {
            throw invalid(
                    "That password is too easy to guess: take several words, or let a password manager make one.");
        }
    }

    private static AccountException invalid(String message) {
        return new AccountException(AccountException.Kind.INVALID, message);
    }

    /** What to store of a password. Takes some tenths of a second, on purpose. */
    public String hash(String password) {
        byte[] salt = bytes(SALT_BYTES);
        return text(rounds, salt, derive(password, salt, rounds));
    }

    /**
     * Whether that is the password. Takes as long for nobody's as for somebody's.
     *
     * @param stored null where there is none, or nobody to have one
     */
    public boolean matches(String password, @Nullable String stored) {
        Matcher parts = STORED.matcher(stored == null ? nobody : stored);
        if (!parts.matches()) {
            throw new IllegalStateException("people.password holds something else than a hash of ours");
        }
        int count = Math.min(Integer.parseInt(parts.group(1)), MOST_ROUNDS);
        boolean tooLong = password.length() > 2 * MOST;
        byte[] salt = Base64.getDecoder().decode(parts.group(2));
        byte[] expected = Base64.getDecoder().decode(parts.group(3));
        boolean equal = MessageDigest.isEqual(derive(tooLong ? "" : password, salt, count), expected);
        return equal && !tooLong && stored != null;
    }

    /** Whether it was stored with fewer rounds than are asked for today. */
    public boolean outdated(String stored) {
        Matcher parts = STORED.matcher(stored);
        return !parts.matches() || Integer.parseInt(parts.group(1)) < rounds;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(int rounds, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2-sha256$" + rounds + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        // the same letters, however a keyboard composes them
        char[] letters = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(letters, salt, rounds, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
