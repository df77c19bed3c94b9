package io.tidegate.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What was done, when, and to which docks. */
final class Faults {
    /** How long after a fault of a process something may still be its consequence. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    /** How the kinds begin that hit all at once. */
    static final String DATABASE = "PostgreSQL";

    private final List<Fault> all = new ArrayList<>();

    /**
     * One fault.
     *
     * @param ours whether a process or the database was hit, rather than an answer of the provider
     * @param docks those at work where it hit; where the database was hit, every dock may have been
     * @param end when what was taken away was given back
     */
    record Fault(String kind, boolean ours, Instant at, Instant end, Set<Long> docks) {
        /** Whether it can be why something happened to a dock between two instants. */
        boolean touches(Collection<Long> some, Instant from, Instant to) {
            return ours
                    && !at.isAfter(to)
                    && !end.plus(AFTERMATH).isBefore(from)
                    && (kind.startsWith(DATABASE) || some.stream().anyMatch(docks::contains));
        }
    }

    synchronized void add(Fault fault) {
        all.add(fault);
    }

    synchronized List<Fault> all() {
        return List.copyOf(all);
    }
}
