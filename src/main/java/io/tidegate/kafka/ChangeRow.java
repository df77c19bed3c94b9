package io.tidegate.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code resource_changes}.
 *
 * @param record null when it was removed since, with its dock
 * @param field JSON pointer; null unless kind is changed
 * @param oldJson before, as JSON
 * @param newJson after, as JSON
 */
record ChangeRow(
        long id,
        @Nullable Subject record,
        Event event,
        @Nullable String field,
        @Nullable String oldJson,
        @Nullable String newJson) {
    /** Which record it is. */
    record Subject(
            long resource,
            String provider,
            String type,
            String parent,
            String id,
            @Nullable String name) {}

    /** What happened, in the words of the table. */
    record Event(long organization, long dock, long run, Instant at, String kind) {}
}
