package io.tidegate.client.engine;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before something is tried again: longer each time, and never all devices at once. */
final class Delays {
    private static final List<Duration> PUSH =
            List.of(Duration.ofMillis(250), Duration.ofMillis(1000), Duration.ofMillis(3000), Duration.ofMillis(5000));
    private static final List<Duration> RECONNECT = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    private final List<Duration> steps;
    private final RandomGenerator random;

    private Delays(List<Duration> steps, RandomGenerator random) {
        this.steps = steps;
        this.random = random;
    }

    static Delays ofPush(RandomGenerator random) {
        return new Delays(PUSH, random);
    }

    static Delays ofReconnect(RandomGenerator random) {
        return new Delays(RECONNECT, random);
    }

    /**
     * After so many failures in a row.
     *
     * @param atLeast what the backend asked for
     */
    Duration after(int failures, @Nullable Duration atLeast) {
        Duration step = steps.get(Math.min(Math.max(failures, 1), steps.size()) - 1);
        Duration delay = Duration.ofMillis(Math.round(step.toMillis() * (0.75 + random.nextDouble() / 2)));
        return atLeast != null && atLeast.compareTo(delay) > 0 ? atLeast : delay;
    }
}
