package io.tidegate.route;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Told what became of saved files. */
public interface RouteListener {
    /**
     * Files took effect.
     *
     * @param files the changed files, also deleted ones
     * @param routes the routes that now run as the files say
     * @param waiting the routes that follow: those at work when their exchange ends, at a start those nobody waits for
     */
    record Applied(Collection<String> files, List<String> routes, List<String> waiting, Duration took) {}

    /** A change took effect. */
    default void onApplied(Applied applied) {}

    /** A route that was {@link Applied#waiting waiting} now runs as its file says. */
    default void onFollowed(String routeId) {}

    /** A file, as it stands on disk, cannot run; what ran before goes on. */
    default void onRefused(RouteFault fault) {}
}
