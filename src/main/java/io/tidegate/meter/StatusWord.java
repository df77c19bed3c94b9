package io.tidegate.meter;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statuses of HTTP as labels: those that people look for as they are, all others as their class. */
public final class StatusWord {
    private static final Set<Integer> KNOWN = Set.of(200, 304, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504);

    private StatusWord() {}

    /** Such as {@code 404}, {@code 4xx}, {@code other} or, where no answer came, {@code none}. */
    public static String of(@Nullable Integer status) {
        if (status == null) {
            return "none";
        } else if (KNOWN.contains(status)) {
            return status.toString();
        }
        return status < 100 || status > 599 ? "other" : status / 100 + "xx";
    }
}
