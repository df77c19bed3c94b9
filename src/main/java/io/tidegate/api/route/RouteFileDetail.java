package io.tidegate.api.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the routes folder with its text. What looks like a credential is not shown.
 *
 * @param running the text in effect; null when none is
 * @param refused the text on disk that is not in effect; null when there is none, or it cannot be read
 * @param routes in the order in which they stand in it
 */
public record RouteFileDetail(
        RouteFileView file,
        @Nullable String running,
        @Nullable String refused,
        List<RouteView> routes) {}
