package io.tidegate.federation.compare;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one field on one side.
 *
 * @param known whether it is told at all
 * @param value what is told; null and an empty text are the same: no value
 */
public record Told(boolean known, @Nullable String value) {
    /** Nothing is told. */
    public static final Told NOTHING = new Told(false, null);

    public Told {
        value = value == null || value.isEmpty() ? null : value;
    }

    /** A value, or that there is none. */
    public static Told of(@Nullable String value) {
        return new Told(true, value);
    }

    /** What fields by name tell of one; a name that is absent tells nothing. */
    public static Told of(Map<String, @Nullable String> fields, String name) {
        return fields.containsKey(name) ? of(fields.get(name)) : NOTHING;
    }
}
