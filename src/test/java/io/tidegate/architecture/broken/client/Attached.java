package io.tidegate.architecture.broken.client;

import io.tidegate.architecture.broken.budget.BudgetSettings;
import org.jspecify.annotations.Nullable;

/** The device library reaches into the server. */
final class Attached {
    @Nullable BudgetSettings settings;
}
