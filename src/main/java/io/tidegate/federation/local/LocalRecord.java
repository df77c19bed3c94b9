package io.tidegate.federation.local;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local record as it stands.
 *
 * @param fields by name; one that is absent holds nothing
 * @param externalIds id by source
 * @param bases what was synced last, by source and field; a field that is absent was never synced
 */
public record LocalRecord(
        long id,
        Map<String, @Nullable String> fields,
        Map<String, String> externalIds,
        Map<String, Map<String, @Nullable String>> bases) {
    public LocalRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        externalIds = Map.copyOf(externalIds);
        bases = Map.copyOf(bases);
    }

    /** What a source said last. */
    public Map<String, @Nullable String> base(String source) {
        return Objects.requireNonNullElse(bases.get(source), Map.of());
    }

    /** The same with other fields, and what a source said last. */
    public LocalRecord with(
            Map<String, @Nullable String> values, String source, String external, Map<String, @Nullable String> base) {
        Map<String, String> ids = new HashMap<>(externalIds);
        ids.put(source, external);
        Map<String, Map<String, @Nullable String>> said = new HashMap<>(bases);
        said.put(source, Collections.unmodifiableMap(new LinkedHashMap<>(base)));
        return new LocalRecord(id, values, ids, said);
    }
}
