package io.tidegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidegate.json.Differences;
import io.tidegate.json.Differences.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the history tells of a record that changed. */
public final class FieldChanges {
    private FieldChanges() {}

    /**
     * The differences between a record as it is stored and as the provider has it now: without secrets and what is
     * volatile; of what is personal only that it changed.
     *
     * @param stored is redacted in place: it may hold what the declaration hides by now, which must not get into the history
     */
    public static List<Difference> between(RecordReader reader, JsonNode stored, ProviderRecord now) {
        reader.redact(stored);
        return Differences.between(reader.comparable(stored), reader.comparable(now.data())).stream()
                // what was hidden until the declaration was edited is no change of the provider's
                .filter(one -> !RecordReader.isRedacted(one.before()))
                .map(one -> reader.isPersonal(one.field())
                        ? new Difference(one.field(), masked(one.before()), masked(one.after()))
                        : one)
                .toList();
    }

    private static @Nullable JsonNode masked(@Nullable JsonNode value) {
        return value == null ? null : TextNode.valueOf(RecordReader.PERSONAL);
    }
}
