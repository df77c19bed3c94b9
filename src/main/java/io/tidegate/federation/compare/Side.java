package io.tidegate.federation.compare;

import java.util.Locale;

/** One of the two sides of a record. */
public enum Side {
    FEDERATION,
    LOCAL;

    /** As the database and REST write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
