package io.tidegate.architecture.broken.budget;

import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Jdbi;

/** Allowed: a store speaks SQL, its lambdas and rows as well. */
public final class BudgetStore {
    /** Counts. */
    public ToIntFunction<Jdbi> counter() {
        return new ToIntFunction<>() {
            @Override
            public int applyAsInt(Jdbi jdbi) {
                return jdbi.withHandle(handle -> handle.execute("select 1"));
            }
        };
    }
}
