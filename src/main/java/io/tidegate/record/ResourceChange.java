package io.tidegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed at a provider, as {@code resource_changes} shows it.
 *
 * @param run the event of the run that found it
 * @param kind created, changed, deleted or returned
 * @param field the JSON pointer of what changed; null unless kind is changed
 * @param oldValue before; null where there was nothing
 * @param newValue after; null where there is nothing
 */
public record ResourceChange(
        long id,
        Subject subject,
        long run,
        Instant at,
        String kind,
        @Nullable String field,
        @Nullable JsonNode oldValue,
        @Nullable JsonNode newValue) {

    /**
     * What changed.
     *
     * @param dockName null when the dock was removed since
     * @param resource the number of its row
     * @param providerId its id at the provider
     * @param name null when it has none
     */
    public record Subject(
            long dock,
            @Nullable String dockName,
            long resource,
            String type,
            String providerId,
            @Nullable String name) {}
}
