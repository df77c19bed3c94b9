package io.tidegate.console.overview;

import io.tidegate.clock.NodeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that costs the database something: read so seldom that it takes at most a twentieth of the time. */
final class Costly<T> {
    private static final int SHARE = 20;

    private final InstantSource clock;
    private @Nullable T value;
    private Instant next = Instant.MIN;

    Costly(InstantSource clock) {
        this.clock = NodeClock.steady(clock);
    }

    /** @param reader asked when it is time to */
    synchronized T get(Supplier<T> reader) {
        T known = value;
        Instant begin = clock.instant();
        if (known != null && begin.isBefore(next)) {
            return known;
        }
        T read = reader.get();
        Instant end = clock.instant();
        value = read;
        next = end.plus(Duration.between(begin, end).multipliedBy(SHARE));
        return read;
    }
}
