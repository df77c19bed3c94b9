package io.tidegate.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each caller may ask: so many requests a minute, all at once if they like, then as the minute goes by. */
public final class RequestRate {
    private static final int MOST_CALLERS = 10_000;
    private static final double SECONDS = 60;

    private final int perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    private record Bucket(double left, Instant at) {}

    /**
     * An answer to one who asks.
     *
     * @param left requests that may follow at once
     * @param pause until one may; zero when this one may
     */
    public record Answer(long left, Duration pause) {
        public boolean isGranted() {
            return pause.isZero();
        }
    }

    public RequestRate(int perMinute) {
        this.perMinute = perMinute;
    }

    public synchronized Answer ask(String caller, Instant now) {
        Bucket bucket = buckets.getOrDefault(caller, new Bucket(perMinute, now));
        double passed = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 1000.0);
        double left = Math.min(perMinute, bucket.left() + passed * perMinute / SECONDS);
        boolean granted = left >= 1;
        buckets.put(caller, new Bucket(granted ? left - 1 : left, now));
        long millis = granted ? 0 : (long) Math.ceil((1 - left) * SECONDS * 1000 / perMinute);
        return new Answer((long) Math.floor(granted ? left - 1 : 0), Duration.ofMillis(millis));
    }

    /** As IETF drafts have it from 08 on. */
    public String policy() {
        return "\"default\";q=" + perMinute + ";w=60";
    }

    public String field(Answer answer) {
        long seconds = answer.isGranted()
                ? (long) Math.ceil((perMinute - answer.left()) * SECONDS / perMinute)
                : seconds(answer);
        return "\"default\";r=" + answer.left() + ";t=" + seconds;
    }

    public static long seconds(Answer answer) {
        return Math.max(1, (answer.pause().toMillis() + 999) / 1000);
    }
}
