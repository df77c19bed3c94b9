package io.tidegate.monitor.health;

import io.tidegate.budget.LevelStore;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges docks at an instant, by all that is known of them, their budgets and the age of their lists. */
public final class DockJudge {
    private final Providers providers;
    private final Map<Long, String> shortfalls;
    private final Instant now;

    /**
     * Judges by what is known already.
     *
     * @param shortfalls by dock, as {@link #shortfalls} tells them
     */
    public DockJudge(Providers providers, Map<Long, String> shortfalls, Instant now) {
        this.providers = providers;
        this.shortfalls = shortfalls;
        this.now = now;
    }

    /** Reads what docks are judged by. */
    public static DockJudge at(Instant now, LevelStore budgets, FreshnessStore freshness, Providers providers) {
        return new DockJudge(providers, shortfalls(null, now, budgets, freshness, providers), now);
    }

    /**
     * Which docks cannot keep up with their intervals or their declared freshness, and why.
     *
     * @param dock only this one; null for all
     */
    public static Map<Long, String> shortfalls(
            @Nullable Long dock, Instant now, LevelStore budgets, FreshnessStore freshness, Providers providers) {
        Map<Long, String> found = new HashMap<>(budgets.shortfalls(dock, now));
        freshness
                .stale(dock, providers.all(), now)
                .forEach((late, words) -> found.merge(late, words, (one, other) -> one + "; " + other));
        return found;
    }

    /** How a dock is. */
    public DockHealth judge(Dock dock) {
        return DockHealth.of(dock, providers.find(dock.provider()) != null, shortfalls.get(dock.id()), now);
    }
}
