package io.tidegate.federation.compare;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/** Writes telephone numbers in international form. */
final class Phones {
    /** Where a number without a country's prefix is at home. */
    private static final String HOME = "IE";

    private static final Pattern NUMBER = Pattern.compile("[+\\p{Nd} ().\\-/\\u2010-\\u2015]+");

    private Phones() {}

    static String international(String text) {
        if (!NUMBER.matcher(text).matches()) {
            // somebody's note, such as "ask her mother": it is theirs, and nothing is lost
            return text;
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(text, HOME);
            return numbers.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? numbers.format(number, PhoneNumberFormat.E164)
                    : text;
        } catch (NumberParseException e) {
            return text;
        }
    }
}
