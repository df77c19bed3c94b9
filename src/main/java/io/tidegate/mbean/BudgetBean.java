package io.tidegate.mbean;

import io.tidegate.budget.LevelStore.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A budget as it was seen last. */
final class BudgetBean implements BudgetMXBean {
    private volatile Level seen;

    BudgetBean(Level seen) {
        this.seen = seen;
    }

    void show(Level newer) {
        seen = newer;
    }

    @Override
    public @Nullable Long getLimit() {
        return seen.quota();
    }

    @Override
    public @Nullable Long getRemaining() {
        return seen.remaining();
    }

    @Override
    public @Nullable String getReset() {
        return DockBean.text(seen.resetAt());
    }

    @Override
    public @Nullable String getRetryAt() {
        return DockBean.text(seen.retryAt());
    }

    @Override
    public @Nullable String getLastSeen() {
        return DockBean.text(seen.lastSeenAt());
    }

    @Override
    public List<Long> getDocks() {
        return List.copyOf(seen.docks());
    }
}
