package io.tidegate.provider;

import io.tidegate.provider.declared.Declaration;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often and how soon a request that may succeed soon is sent again, where a provider's own words differ from the
 * usual five times after 1, 2, 4, 8 and 16 seconds.
 *
 * @param most how often; null: as usual
 * @param backoff the pauses; null: as usual
 * @param longest no retry begins later than this after the first attempt; null: no such end
 * @param least no wait of a refused request is shorter
 * @param longestWait a refused request that would have to wait for longer fails instead; null: it waits
 */
public record Retries(
        @Nullable Integer most,
        @Nullable Backoff backoff,
        @Nullable Duration longest,
        Duration least,
        @Nullable Duration longestWait) {

    /**
     * Pauses between attempts.
     *
     * @param doubles whether each is twice as long as the one before
     * @param cap none is longer
     */
    public record Backoff(boolean doubles, Duration first, Duration cap) {
        static Backoff of(String text) {
            List<String> words = Declaration.split(text);
            if (words.size() == 2 && words.get(0).equals("constant")) {
                Duration pause = Declaration.duration(words.get(1));
                return new Backoff(false, pause, pause);
            } else if (words.size() == 3 && words.get(0).equals("exponential")) {
                return new Backoff(true, Declaration.duration(words.get(1)), Declaration.duration(words.get(2)));
            }
            throw new IllegalArgumentException("allowed are constant 5s, and exponential 1s 16s (from, to at most)");
        }

        /** The pause before a retry, counted from 1. */
        public Duration before(int retry) {
            long factor = doubles ? 1L << Math.min(retry - 1, 30) : 1;
            Duration pause = first.multipliedBy(factor);
            return pause.compareTo(cap) > 0 ? cap : pause;
        }
    }

    static Retries of(Declaration declared) {
        return new Retries(
                declared.find("errors.retries") == null ? null : declared.integer("errors.retries", 5, 0, 100),
                declared.find("errors.backoff") == null ? null : declared.read("errors.backoff", "", Backoff::of),
                duration(declared, "errors.retryTime"),
                declared.read("errors.leastWait", "0s", Declaration::duration),
                duration(declared, "errors.longestWait"));
    }

    private static @Nullable Duration duration(Declaration declared, String key) {
        return declared.find(key) == null ? null : declared.read(key, "", Declaration::duration);
    }
}
