package io.tidegate.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address by which a person is known, in small letters. Whether anybody reads there is not known. */
public record Email(String text) {
    private static final int LONGEST = 254;
    private static final Pattern SHAPE =
            Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,190}[a-z0-9])?");

    public Email {
        if (text.length() > LONGEST || !SHAPE.matcher(text).matches() || text.contains("..")) {
            throw new AccountException(
                    AccountException.Kind.INVALID, "That is no e-mail address, such as ann@acme.example.");
        }
    }

    /**
     * Reads one as people write it.
     *
     * @throws AccountException when it is none
     */
    public static Email of(String written) {
        return new Email(written.strip().toLowerCase(Locale.ROOT));
    }

    /** The same, or empty when it is none. */
    public static Optional<Email> find(String written) {
        try {
            return Optional.of(of(written));
        } catch (AccountException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
