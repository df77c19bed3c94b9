package io.tidegate.mbean;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A budget, as JMX shows it; null where nothing is known. */
public interface BudgetMXBean {
    @Nullable Long getLimit();

    /** Less the permits that are out; the whole limit once its reset has passed. */
    @Nullable Long getRemaining();

    /** When it is full again; null once that has passed. */
    @Nullable String getReset();

    /** Until when the provider asked to wait. */
    @Nullable String getRetryAt();

    @Nullable String getLastSeen();

    /** When all of this was read. */
    String getSeenAt();

    /** Docks that stand under it, by number. */
    List<Long> getDocks();
}
