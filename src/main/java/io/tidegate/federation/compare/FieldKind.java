package io.tidegate.federation.compare;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What kind of value a field holds: how a value is brought into the form in which it is stored, and by what two values are
 * compared. Both take null and blank text as no value.
 */
public enum FieldKind {
    /** Any text. */
    TEXT(16_000) {
        @Override
        String formed(String text) {
            return text;
        }
    },
    /** A person's name: O'Brien for O'BRIEN. One that is written in both cases stays as somebody wrote it. */
    NAME(300) {
        @Override
        String formed(String text) {
            return Names.titled(text);
        }
    },
    /** An e-mail address, in lower case. */
    EMAIL(320) {
        @Override
        String formed(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    /** A telephone number, in international form: +353861234567 for 086 123 4567. What is no number stays as it is. */
    PHONE(200) {
        @Override
        String formed(String text) {
            return Phones.international(text);
        }
    },
    /** A date, as 2010-03-04; the day stands before the month where nothing else is said. */
    DATE(100) {
        @Override
        String formed(String text) {
            return Dates.of(text).toString();
        }
    },
    /** A postal address in one line; see {@link PostalAddress}. */
    ADDRESS(1_000) {
        @Override
        String formed(String text) {
            return PostalAddress.of(text).line();
        }
    };

    private final int longest;

    /** @param longest characters: names are in an index, whose rows may not be long */
    FieldKind(int longest) {
        this.longest = longest;
    }

    abstract String formed(String text);

    /**
     * The value as it is stored, and compared: two values are the same when their forms are equal.
     *
     * @return null for no value
     * @throws IllegalArgumentException when it cannot be read, in words that go on after the field's name
     */
    public @Nullable String form(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = Normalizer.normalize(value, Normalizer.Form.NFC);
        text = (this == ADDRESS ? text : text.replaceAll("\\p{Cc}", " "))
                .replaceAll("[\\p{Z}\\t]+", " ")
                .strip();
        if (text.length() > longest) {
            throw new IllegalArgumentException("is longer than " + longest + " characters");
        }
        String formed = text.isEmpty() ? "" : Normalizer.normalize(formed(text), Normalizer.Form.NFC);
        return formed.isEmpty() ? null : formed;
    }

    /** The value's form; of one that cannot be read, what stands there. */
    @Nullable String formOrText(@Nullable String value) {
        try {
            return form(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** As declarations write it, such as {@code date}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no kind is called so; says which there are */
    public static FieldKind of(String word) {
        for (FieldKind one : values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new IllegalArgumentException("allowed are text, name, email, phone, date, address");
    }
}
