package io.tidegate.run;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long a run spends on each resource type; they follow one another. */
public final class TypeTimes {
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private String current = "";
    private long since;

    /** From now on it is this type's time. */
    synchronized void begin(String type) {
        end();
        current = type;
        since = System.nanoTime();
    }

    private void end() {
        if (!current.isEmpty()) {
            nanos.merge(current, System.nanoTime() - since, Long::sum);
            current = "";
        }
    }

    /** What each type took; the last one until now. */
    public synchronized Map<String, Duration> all() {
        end();
        Map<String, Duration> all = new LinkedHashMap<>();
        nanos.forEach((type, time) -> all.put(type, Duration.ofNanos(time)));
        return all;
    }
}
