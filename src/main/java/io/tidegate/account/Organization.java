package io.tidegate.account;

import java.util.regex.Pattern;

/** Whose docks, records and logs belong together. */
public record Organization(long id, String slug, String name) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,39}");
    private static final int LONGEST_NAME = 200;

    /** @throws AccountException when it cannot be one's slug */
    static String slug(String text) {
        if (!SLUG.matcher(text).matches()) {
            throw new AccountException(
                    AccountException.Kind.INVALID,
                    "A slug has 2 to 40 small letters, digits and dashes, and no dash in front, such as acme.");
        }
        return text;
    }

    /** @throws AccountException when it cannot be the name of anything */
    static String name(String text) {
        String name = text.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new AccountException(
                    AccountException.Kind.INVALID, "A name has 1 to " + LONGEST_NAME + " characters in one line.");
        }
        return name;
    }
}
