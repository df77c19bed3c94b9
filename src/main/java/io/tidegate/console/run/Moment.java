package io.tidegate.console.run;

import io.tidegate.api.Problem;
import io.tidegate.console.page.Look;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A time that a page is asked for, as programs write it or as a browser's field does. */
public final class Moment {
    private Moment() {}

    /**
     * What the query says under this name; null when nothing.
     *
     * @throws Problem when it is no time
     */
    public static @Nullable Instant read(Look look, String name) {
        String text = look.query(name);
        if (text == null) {
            return null;
        }
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Problem(
                    Problem.Kind.INVALID_INPUT, name + ": is no time in UTC such as 2026-01-31T12:00, or with a Z.");
        }
    }

    /** As a browser's field for times has it; empty for nothing. */
    public static String field(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        String text = LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
        return text.length() > 19 ? text.substring(0, 19) : text;
    }
}
