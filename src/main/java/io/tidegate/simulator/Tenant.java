package io.tidegate.simulator;

import io.tidegate.simulator.cloud.Kind;
import java.util.EnumMap;
import java.util.Map;

/**
 * One customer of the made-up cloud.
 *
 * @param name what the account is called
 * @param token its API token, no secret
 * @param counts records of each type at the start
 */
record Tenant(String name, String token, Map<Kind, Integer> counts) {

    static final Tenant HARBOUR =
            new Tenant("Harbour Office", SimulatedProvider.HARBOUR_TOKEN, counts(57, 46, 24, 28, 33, 49, 26));
    static final Tenant LIGHTHOUSE =
            new Tenant("Lighthouse Board", SimulatedProvider.LIGHTHOUSE_TOKEN, counts(23, 31, 21, 22, 24, 27, 21));

    Tenant {
        counts = Map.copyOf(counts);
    }

    /** In the order of {@link Kind}. */
    private static Map<Kind, Integer> counts(int... each) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        int next = 0;
        for (Kind kind : Kind.values()) {
            counts.put(kind, each[next++]);
        }
        return counts;
    }
}
