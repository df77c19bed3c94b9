package io.tidegate.protocol;

import java.util.Locale;

/** What a write does. */
public enum OpKind {
    /** The whole row stands as the payload says. */
    PUT,
    /** The row is gone. */
    DELETE;

    /** As the wire writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidOpException when it is neither */
    public static OpKind of(String word) {
        for (OpKind one : values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new InvalidOpException("op is put or delete");
    }
}
