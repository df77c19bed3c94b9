package io.tidegate.route;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one route file stands.
 *
 * @param file relative to the routes folder, with {@code /}
 * @param loadedAt when its running text took effect; null when it never did
 * @param routeIds the routes it runs, in the file's order
 * @param waiting those of its routes, also removed ones, that are not yet as it says: at work under the text before, or about
 *     to start
 * @param fault what is wrong with the text on disk; null when that text is in effect
 */
public record RouteFileStatus(
        String file,
        @Nullable Instant loadedAt,
        List<String> routeIds,
        List<String> waiting,
        @Nullable RouteFault fault) {}
