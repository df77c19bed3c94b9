package io.tidegate.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route file as text.
 *
 * @param file relative to the routes folder, with {@code /}
 * @param running what is in effect; null when nothing of it ever was
 * @param onDisk what was read last; null when it could not be read as text
 * @param places where its routes stand in the running text, in its order
 */
public record RouteText(
        String file, @Nullable String running, @Nullable String onDisk, List<Place> places) {
    /**
     * Where a route begins.
     *
     * @param line from 1
     * @param template it is made from; null for none
     */
    public record Place(String route, int line, @Nullable String template) {}

    public RouteText {
        places = List.copyOf(places);
    }
}
