package io.tidegate.api.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.record.ResourceChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change for programs.
 *
 * @param dock the dock's name; null when it was removed since
 * @param name the resource's by now; null when it has none
 * @param run the event of the run that found it
 * @param kind created, changed, deleted or returned
 * @param field the JSON pointer of what changed; null unless kind is changed
 * @param oldValue before; null where there was nothing
 * @param newValue after; null where there is nothing
 */
public record ChangeView(
        long id,
        long dockId,
        @Nullable String dock,
        long resourceId,
        String resourceType,
        String providerResourceId,
        @Nullable String name,
        long run,
        Instant at,
        String kind,
        @Nullable String field,
        @Nullable JsonNode oldValue,
        @Nullable JsonNode newValue) {
    /** What can become of a resource. */
    public static final List<String> KINDS = List.of("created", "changed", "deleted", "returned");

    /** A change as it is stored. */
    public static ChangeView of(ResourceChange change) {
        return new ChangeView(
                change.id(),
                change.subject().dock(),
                change.subject().dockName(),
                change.subject().resource(),
                change.subject().type(),
                change.subject().providerId(),
                change.subject().name(),
                change.run(),
                change.at(),
                change.kind(),
                change.field(),
                change.oldValue(),
                change.newValue());
    }
}
