package io.tidegate.api.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Docks at a glance.
 *
 * @param summary of all docks that were asked for, also those of other parts
 * @param items in the order of their numbers
 * @param next where the next part begins; null at the end of the list
 */
public record DashboardView(
        DashboardSummary summary,
        List<DashboardCard> items,
        @Nullable String next) {}
