package io.tidegate.monitor.health;

import io.tidegate.budget.LevelStore;
import io.tidegate.dock.DockHealth;
import io.tidegate.dock.DockStore;
import io.tidegate.dock.FreshnessStore;
import io.tidegate.monitor.health.HealthHistoryStore.Seen;
import io.tidegate.provider.Providers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Looks again and again at how docks are, and leaves a row where that changed. */
public final class HealthHistory {
    /** Longer than any break between two looks that is worth telling. */
    static final Duration LONGEST_BREAK = Duration.ofMinutes(3);

    private static final Duration KEPT = Duration.ofDays(90);

    private final DockStore docks;
    private final LevelStore budgets;
    private final FreshnessStore freshness;
    private final HealthHistoryStore history;
    private final Providers providers;
    private final InstantSource clock;

    public HealthHistory(
            DockStore docks,
            LevelStore budgets,
            FreshnessStore freshness,
            HealthHistoryStore history,
            Providers providers,
            InstantSource clock) {
        this.docks = docks;
        this.budgets = budgets;
        this.freshness = freshness;
        this.history = history;
        this.providers = providers;
        this.clock = clock;
    }

    /** Looks at all docks. Of a time in which nobody did, it says that nothing is known of them. */
    public void look() {
        Instant now = clock.instant();
        DockJudge judge = DockJudge.at(now, budgets, freshness, providers);
        List<Seen> seen = docks.all().stream()
                .map(dock -> {
                    DockHealth health = judge.judge(dock);
                    return new Seen(
                            dock.id(), health.status(), health.word().name().toLowerCase(Locale.ROOT), health.reason());
                })
                .toList();
        history.note(seen, now, LONGEST_BREAK);
    }

    /** Forgets what is older than 90 days, but for how each dock was when they began. */
    public void forget() {
        history.deleteBefore(clock.instant().minus(KEPT));
    }
}
