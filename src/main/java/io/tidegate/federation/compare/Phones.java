package io.tidegate.federation.compare;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Writes telephone numbers in international form. */
final class Phones {
    /** Where a number without a country's prefix is at home. */
    private static final String HOME = "IE";

    private Phones() {}

    static String international(String text) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(text, HOME);
            return numbers.isPossibleNumber(number) && !number.hasExtension()
                    ? numbers.format(number, PhoneNumberFormat.E164)
                    : text;
        } catch (NumberParseException e) {
            // somebody's note, such as "ask her mother": it is theirs, and nothing is lost
            return text;
        }
    }
}
