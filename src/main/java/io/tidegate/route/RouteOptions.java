package io.tidegate.route;

import io.tidegate.route.trial.Trial;
import io.tidegate.route.trial.Verdict;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How route files are loaded.
 *
 * @param properties what {@code {{…}}} in a route may name, beside the live context's own properties
 * @param components stand-ins while a file is tried out
 * @param debounce how long a folder must be quiet before its files are read; editors write in several steps
 * @param listener told of every outcome, in the reloader's thread
 * @param verdict of the last start, which spares this one the trial of files that are as they were; null where none is kept
 */
public record RouteOptions(
        Map<String, String> properties,
        ScratchComponents components,
        Duration debounce,
        RouteListener listener,
        @Nullable Verdict verdict) {
    public RouteOptions {
        properties = Map.copyOf(properties);
        if (debounce.isNegative() || debounce.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("debounce is " + debounce + "; 0 to 10 s are allowed");
        }
    }

    /** Stand-ins for Camel's components only, 250 ms of quiet, nobody listening, no verdict. */
    public static RouteOptions of(Map<String, String> properties) {
        return new RouteOptions(
                properties, ScratchComponents.standard(), Duration.ofMillis(250), new RouteListener() {}, null);
    }

    public RouteOptions withComponents(ScratchComponents changed) {
        return new RouteOptions(properties, changed, debounce, listener, verdict);
    }

    public RouteOptions withDebounce(Duration changed) {
        return new RouteOptions(properties, components, changed, listener, verdict);
    }

    public RouteOptions withListener(RouteListener changed) {
        return new RouteOptions(properties, components, debounce, changed, verdict);
    }

    public RouteOptions withVerdict(@Nullable Verdict changed) {
        return new RouteOptions(properties, components, debounce, listener, changed);
    }

    Trial.Setting setting(RouteFolder folder) {
        return new Trial.Setting(properties, components::create, folder::location, verdict);
    }
}
