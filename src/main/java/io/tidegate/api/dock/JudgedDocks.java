package io.tidegate.api.dock;

import io.tidegate.api.Stores;
import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import io.tidegate.monitor.health.DockJudge;
import io.tidegate.provider.Providers;
import java.time.Instant;
import java.util.List;

/** Docks and how they are. */
public final class JudgedDocks {
    private final DockJudge judge;

    private JudgedDocks(DockJudge judge) {
        this.judge = judge;
    }

    /** What is known of all docks at an instant. */
    public static JudgedDocks at(Instant now, Stores stores, Providers providers) {
        return new JudgedDocks(DockJudge.at(now, stores.budgets(), stores.freshness(), providers));
    }

    /** What is known of one dock. */
    public static JudgedDocks of(Dock dock, Instant now, Stores stores, Providers providers) {
        return new JudgedDocks(new DockJudge(
                providers, DockJudge.shortfalls(dock.id(), now, stores.budgets(), stores.freshness(), providers), now));
    }

    /** One dock and how it is. */
    static DockView view(Dock dock, Instant now, Stores stores, Providers providers) {
        return of(dock, now, stores, providers).view(dock);
    }

    /** How a dock is. */
    public DockHealth health(Dock dock) {
        return judge.judge(dock);
    }

    /** A dock and how it is. */
    public DockView view(Dock dock) {
        return DockView.of(dock, health(dock));
    }

    /** Docks and how they are. */
    public List<DockView> views(List<Dock> docks) {
        return docks.stream().map(this::view).toList();
    }
}
