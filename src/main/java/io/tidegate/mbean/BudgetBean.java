package io.tidegate.mbean;

import io.tidegate.budget.LevelStore.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A budget as it was seen last. */
final class BudgetBean implements BudgetMXBean {
    private volatile Seen seen;

    /** What is known of a budget. */
    record Seen(Level level, @Nullable Instant reset, Instant at) {}

    BudgetBean(Seen seen) {
        this.seen = seen;
    }

    void show(Seen newer) {
        seen = newer;
    }

    @Override
    public @Nullable Long getLimit() {
        return seen.level().quota();
    }

    @Override
    public @Nullable Long getRemaining() {
        return seen.level().remaining();
    }

    @Override
    public @Nullable String getReset() {
        return DockBean.text(seen.reset());
    }

    @Override
    public @Nullable String getRetryAt() {
        return DockBean.text(seen.level().retryAt());
    }

    @Override
    public @Nullable String getLastSeen() {
        return DockBean.text(seen.level().lastSeenAt());
    }

    @Override
    public String getSeenAt() {
        return seen.at().toString();
    }

    @Override
    public List<Long> getDocks() {
        return List.copyOf(seen.level().docks());
    }
}
