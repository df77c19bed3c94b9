package io.tidegate.route.sight;

import java.util.Locale;

/** What a route can be told. */
public enum Order {
    START,
    STOP,
    SUSPEND,
    RESUME;

    /** Such as {@code start}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
