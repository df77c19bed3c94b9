package io.tidegate.monitor.figure;

import org.jspecify.annotations.Nullable;

/**
 * What runs that have ended came to.
 *
 * @param items records they listed
 * @param durationMs of all of them together
 * @param longestMs null when there was none
 */
public record Figures(
        Outcomes outcomes,
        Items items,
        long durationMs,
        @Nullable Long longestMs) {
    /** Of no run. */
    public static final Figures NONE = new Figures(new Outcomes(0, 0, 0), new Items(0, 0, 0, 0), 0, null);

    /** How runs ended. */
    public record Outcomes(long successes, long partials, long failures) {
        /** All of them. */
        public long runs() {
            return successes + partials + failures;
        }

        /** From 0 to 1, which a partial run lowers too; null when none ended. */
        public @Nullable Double successRate() {
            return runs() == 0 ? null : Double.valueOf((double) successes / runs());
        }

        /** From 0 to 1; null when none ended. */
        public @Nullable Double errorRate() {
            return runs() == 0 ? null : Double.valueOf((double) failures / runs());
        }
    }

    /** Records listed, changed and deleted, and the requests that took. */
    public record Items(long processed, long changed, long deleted, long requests) {}

    /** Of one run; null when there was none. */
    public @Nullable Long averageMs() {
        return outcomes.runs() == 0 ? null : Long.valueOf(Math.round((double) durationMs / outcomes.runs()));
    }

    /** Of both. */
    public Figures plus(Figures more) {
        Long mine = longestMs;
        Long theirs = more.longestMs;
        return new Figures(
                new Outcomes(
                        outcomes.successes + more.outcomes.successes,
                        outcomes.partials + more.outcomes.partials,
                        outcomes.failures + more.outcomes.failures),
                new Items(
                        items.processed + more.items.processed,
                        items.changed + more.items.changed,
                        items.deleted + more.items.deleted,
                        items.requests + more.items.requests),
                durationMs + more.durationMs,
                mine == null ? theirs : theirs == null ? mine : Long.valueOf(Math.max(mine, theirs)));
    }
}
