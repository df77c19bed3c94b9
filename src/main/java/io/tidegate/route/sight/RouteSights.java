package io.tidegate.route.sight;

import io.tidegate.route.RouteFileStatus;
import io.tidegate.route.RouteText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of this process, to look at and to start and stop. */
public interface RouteSights {
    /** What came of an order. */
    enum Outcome {
        DONE,
        /** It was at work and did not end in time; it goes on as before. */
        BUSY,
        /** There is no route of this id. */
        MISSING
    }

    /** All routes, by file and in its order. */
    List<RouteSight> routes();

    /** How each file stands, by name. */
    List<RouteFileStatus> files();

    /** The text of a file; null when there is none of this name. */
    @Nullable RouteText text(String file);

    /** Carries an order out; what is as it is to be stays so. */
    Outcome order(String route, Order order);
}
