package io.tidegate.architecture.broken.queue;

import io.tidegate.architecture.broken.budget.BudgetSettings;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The way back of the cycle, SQL outside of a store, and a standard stream. */
public final class Loud {
    private @Nullable DataSource source;

    /** Prints. */
    public void print(BudgetSettings settings) {
        System.out.println(settings.limit() + " " + source);
    }
}
