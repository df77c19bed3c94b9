package io.tidegate.api.route;

import io.tidegate.route.RouteFault;
import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.text.RouteFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the routes folder.
 *
 * @param name in paths
 * @param file relative to the routes folder
 * @param folder that it lies in, such as providers; flow for the routes folder itself
 * @param state current, changing while some routes are not yet as it says, refused while its text before runs, or not_loaded
 *     when none ever ran
 * @param loadedAt when its running text took effect; null when none did
 * @param routes their ids, in the file's order
 * @param waiting routes that are not yet as it says: at work under the text before, or about to start
 * @param fault why the text on disk is not in effect; null when it is
 */
public record RouteFileView(
        String name,
        String file,
        String folder,
        String state,
        @Nullable Instant loadedAt,
        List<String> routes,
        List<String> waiting,
        @Nullable Fault fault) {
    public static final String CURRENT = "current";
    public static final String CHANGING = "changing";
    public static final String REFUSED = "refused";
    public static final String NOT_LOADED = "not_loaded";

    private static final int LONGEST_NAME = 100;

    /**
     * Why a text is not in effect.
     *
     * @param line from 1; null when no line is to blame
     */
    public record Fault(@Nullable Integer line, String reason, Instant at) {}

    static RouteFileView of(RouteFileStatus status) {
        RouteFault fault = status.fault();
        int slash = status.file().indexOf('/');
        return new RouteFileView(
                name(status.file()),
                status.file(),
                slash < 0 ? "flow" : status.file().substring(0, slash),
                state(status),
                status.loadedAt(),
                status.routeIds(),
                status.waiting(),
                fault == null ? null : new Fault(fault.line(), fault.reason(), fault.at()));
    }

    private static String state(RouteFileStatus status) {
        if (status.fault() != null) {
            return status.loadedAt() == null ? NOT_LOADED : REFUSED;
        }
        return status.waiting().isEmpty() ? CURRENT : CHANGING;
    }

    /** How paths name a file: {@code providers.digitalocean} is providers/digitalocean.camel.yaml. */
    public static String name(String file) {
        String base =
                file.endsWith(RouteFile.SUFFIX) ? file.substring(0, file.length() - RouteFile.SUFFIX.length()) : file;
        String name = base.replace('/', '.').replaceAll("[^A-Za-z0-9_.-]", "_");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
