package io.tidegate.federation.side;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A local record as it stands; where it was locked, nobody else changes it until the transaction ends.
 *
 * @param kind {@code player}, or as {@code local_records.kind} has it
 * @param fields by name; one that is absent holds nothing
 * @param version one more with each change
 */
public record Held(String kind, long id, Map<String, @Nullable String> fields, long version) {
    public Held {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
