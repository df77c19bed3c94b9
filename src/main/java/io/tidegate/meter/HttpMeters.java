package io.tidegate.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what our own listeners answer, from {@link #open} on. */
public final class HttpMeters {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private volatile @Nullable MeterRegistry meters;

    /** From now on it counts. */
    public void open(MeterRegistry registry) {
        meters = registry;
    }

    /**
     * One request was answered.
     *
     * @param listener people or public
     * @param route the template of the path, never the path; null where nothing answers
     */
    public void answered(String listener, String method, @Nullable String route, int status, Duration took) {
        MeterRegistry registry = meters;
        if (registry == null) {
            return;
        }
        Timer.builder("http.server.requests")
                .description("Time that our own answers took, by the template of their path")
                .tags("listener", listener, "method", METHODS.contains(method) ? method : "other")
                .tags("route", route == null ? "none" : route, "status", StatusWord.of(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }
}
