package io.tidegate.api.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures by period.
 *
 * @param period hour, day or week, in UTC
 * @param summary of all that are shown here; null when there are none
 * @param items newest first, also those in which nothing ran
 * @param next where the next part begins; null at the end of the list
 */
public record MetricsView(
        String period,
        @Nullable PeriodView summary,
        List<PeriodView> items,
        @Nullable String next) {}
