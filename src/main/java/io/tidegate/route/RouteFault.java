package io.tidegate.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a route file is not in effect as it stands on disk.
 *
 * @param file relative to the routes folder, with {@code /}
 * @param line from 1; null when no line is to blame
 * @param reason one plain sentence without a full stop
 * @param at when it was found
 */
public record RouteFault(String file, @Nullable Integer line, String reason, Instant at) {
    /** File, line and reason in one line. */
    public String text() {
        return line == null ? file + ": " + reason : file + " line " + line + ": " + reason;
    }
}
