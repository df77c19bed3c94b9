package io.tidegate.dock;

/**
 * What new docks of an organization get where nothing else is said.
 *
 * @param intervalSeconds 60 or more
 * @param enabled whether they are synced by themselves
 */
public record DockDefaults(long intervalSeconds, boolean enabled) {
    private static final int SHORTEST_SECONDS = 60;

    static final DockDefaults OF_TIDEGATE = new DockDefaults(SHORTEST_SECONDS, true);

    public DockDefaults {
        if (intervalSeconds < SHORTEST_SECONDS) {
            throw new IllegalArgumentException("an interval is 60 seconds or more");
        }
    }
}
