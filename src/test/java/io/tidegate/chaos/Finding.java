package io.tidegate.chaos;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that may not be.
 *
 * @param at null when it belongs to no moment
 */
record Finding(Rule rule, Set<Long> docks, @Nullable Instant at, String words) {
    /** What must hold. */
    enum Rule {
        FORBIDDEN("a request came into a forbidden window"),
        TWICE("a dock was worked on twice at once"),
        LOST("a stored record differs from the provider's"),
        STUCK("a dock, job or lane is stuck"),
        UNRECORDED("a run is not on record"),
        HISTORY("a record's history does not lead to what is stored"),
        OURS("a fault of Tidegate's own"),
        SECRET("a secret shows");

        private final String words;

        Rule(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return rule.words + ": docks " + docks + (at == null ? "" : " at " + at) + ": " + words;
    }
}
