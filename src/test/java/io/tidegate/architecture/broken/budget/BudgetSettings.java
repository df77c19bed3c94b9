package io.tidegate.architecture.broken.budget;

/** Settings that can change under their reader. */
public final class BudgetSettings {
    private int limit;

    /** The limit. */
    public int limit() {
        return limit;
    }

    /** Changes it. */
    public void setLimit(int limit) {
        this.limit = limit;
    }
}
