package io.tidegate.rehearsal;

import io.tidegate.provider.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * A list, for what is reported of it.
 *
 * @param key of the list; null when no list was asked for
 */
record Place(ResourceType type, @Nullable String key) {
    TypeReport report(
            @Nullable String request,
            TypeReport.Outcome outcome,
            @Nullable String problem,
            TypeReport.@Nullable Answered answered,
            TypeReport.@Nullable Page page) {
        return new TypeReport(type.name(), key, request, outcome, problem, answered, page);
    }
}
