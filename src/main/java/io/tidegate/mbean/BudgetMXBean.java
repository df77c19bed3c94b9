package io.tidegate.mbean;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A budget, as JMX shows it; null where nothing is known. */
public interface BudgetMXBean {
    @Nullable Long getLimit();

    /** Less the permits that are out. */
    @Nullable Long getRemaining();

    @Nullable String getReset();

    /** Until when the provider asked to wait. */
    @Nullable String getRetryAt();

    @Nullable String getLastSeen();

    /** Docks that stand under it, by number. */
    List<Long> getDocks();
}
