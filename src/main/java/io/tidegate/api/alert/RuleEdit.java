package io.tidegate.api.alert;

import org.jspecify.annotations.Nullable;

/**
 * How a rule is to be; null where it is to be as it is made.
 *
 * @param severity warning or critical
 */
public record RuleEdit(
        @Nullable Boolean enabled,
        @Nullable String severity,
        @Nullable Double raiseAt,
        @Nullable Double clearBelow,
        @Nullable Long holdSeconds) {}
