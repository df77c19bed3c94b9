package io.tidegate.record;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidegate.json.CanonicalJson;
import io.tidegate.json.Fingerprint;
import io.tidegate.json.Pointer;
import io.tidegate.json.Times;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider's records: redacts, maps, fingerprints. The fingerprint covers the declaration's version too, so
 * that a record is stored anew when its declaration begins to hide or to show more of it.
 */
public final class RecordReader {
    /** Stands where a secret stood. */
    public static final String REDACTED = "[redacted]";

    /** Stands where a personal value stood. */
    public static final String PERSONAL = "[personal]";

    private static final int MAX_RECORD_CHARACTERS = 1 << 20;

    /** An id and its parent's must fit into one row of an index. */
    private static final int MAX_ID_BYTES = 1_000;

    private final RecordShape shape;
    private final List<Pointer> secretsOfParts;
    private final List<Pointer.Change> uncounted;
    private final Fingerprint fingerprint;

    /**
     * @param shape how records of the type are read
     * @param version changes whenever the declaration does
     */
    public RecordReader(RecordShape shape, String version) {
        this.shape = shape;
        this.secretsOfParts =
                shape.marks().secrets().stream().map(Pointer::loosely).toList();
        this.uncounted = Stream.concat(
                        shape.marks().volatiles().stream()
                                .map(place -> new Pointer.Change(place, RecordReader::nothing)),
                        shape.marks().sets().stream().map(place -> new Pointer.Change(place, RecordReader::sorted)))
                .toList();
        this.fingerprint = new Fingerprint(version);
    }

    /**
     * Reads one record.
     *
     * @return null when the declaration leaves it out
     * @throws IllegalArgumentException when the record has no id or one of more than 1,000 bytes, is larger than 1 MiB,
     *     or holds a number that the tables cannot; the message names it
     */
    public @Nullable ProviderRecord read(JsonNode listed) {
        RecordShape.Selection selection = shape.selection();
        boolean deletion = selection.deletes(listed);
        // of what is deleted little more than its id may be told
        JsonNode document =
                deletion ? selection.ofItsId(listed) : selection.keeps(listed) ? selection.made(listed) : null;
        return document == null ? null : record(document, deletion);
    }

    /** The id of a record that the declaration leaves out; null when it cannot be told. */
    public @Nullable String leftOut(JsonNode listed) {
        try {
            return id(shape.selection().ofItsId(listed));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Reads a record from its own {@link ProviderRecord#data}: what makes that of what a provider lists is done already. */
    public ProviderRecord again(JsonNode data) {
        return record(data, false);
    }

    /** A record of which only the id is known; throws IllegalArgumentException where an id is more than one member. */
    public ProviderRecord named(String id) {
        return record(shape.document(id), true);
    }

    /** Whether a record that changes may be gone by that: as it says itself, or since it counts no longer. */
    public boolean tellsDeletions() {
        return !shape.selection().equals(RecordShape.Selection.ALL);
    }

    /** The document is redacted in place. */
    private ProviderRecord record(JsonNode document, boolean deletion) {
        String id = id(document);
        redact(document);
        String canonical = canonical(id, document);
        if (canonical.length() > MAX_RECORD_CHARACTERS) {
            throw new IllegalArgumentException("record " + id + " is larger than 1 MiB");
        }
        Map<String, String> attributes = new TreeMap<>();
        shape.columns().forEach((column, pointer) -> {
            String value = column(column, pointer.first(document));
            if (value != null) {
                attributes.put(column, value);
            }
        });
        return new ProviderRecord(
                id,
                field(document, RecordShape.NAME),
                status(field(document, RecordShape.STATUS)),
                field(document, RecordShape.REGION),
                attributes,
                document,
                fingerprint.of(canonical),
                deletion);
    }

    private String id(JsonNode document) {
        List<String> parts = new ArrayList<>(shape.id().size());
        for (Pointer part : shape.id()) {
            String text = text(part.first(document));
            if (text == null || text.isEmpty()) {
                throw new IllegalArgumentException("a record has no id at " + part);
            }
            parts.add(shape.id().size() == 1 ? text : text.replace("~", "~0").replace("/", "~1"));
        }
        String id = String.join("/", parts);
        if (id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "the id of record " + id.substring(0, 40) + "… is longer than " + MAX_ID_BYTES + " bytes");
        }
        return id;
    }

    /** Times are kept in one form, whatever the provider's. */
    private @Nullable String column(String name, JsonNode value) {
        String time = name.endsWith("_at") ? Times.text(value, shape.zone()) : null;
        return time == null ? text(value) : time;
    }

    private String canonical(String id, JsonNode document) {
        try {
            return CanonicalJson.text(comparable(document));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("record " + id + " holds " + e.getMessage(), e);
        }
    }

    /** Whether a value stands in a secret's place. */
    public static boolean isRedacted(@Nullable JsonNode value) {
        return value != null && REDACTED.equals(value.textValue());
    }

    /** Takes the declared secrets out of a document, in place. */
    public void redact(JsonNode document) {
        for (Pointer secret : shape.marks().secrets()) {
            secret.rewrite(document, RecordReader::redacted);
        }
    }

    /** Whether something personal may stand at a place, or below it: history and logs show no such value. */
    public boolean isPersonal(String field) {
        if (shape.marks().personal().isEmpty() || !field.startsWith("/")) {
            return false;
        }
        JsonPointer at = JsonPointer.compile(field);
        return shape.marks().personal().stream().anyMatch(personal -> {
            ObjectNode alone = placed(at, BooleanNode.TRUE);
            personal.loosely().rewrite(alone, RecordReader::personal);
            return !alone.at(at).isBoolean() || personal.toString().startsWith(field + "/");
        });
    }

    /** Puts a mark in the place of personal values, in place. */
    public void hidePersonal(JsonNode document) {
        for (Pointer personal : shape.marks().personal()) {
            personal.rewrite(document, RecordReader::personal);
        }
    }

    /**
     * A value that once stood in a document, without the declared secrets: as the history may show it.
     *
     * @param field where it stood; members only, for arrays are kept as wholes
     */
    public @Nullable JsonNode redact(String field, @Nullable JsonNode value) {
        if (value == null || value.isNull() || !field.startsWith("/")) {
            return value;
        }
        JsonPointer at = JsonPointer.compile(field);
        ObjectNode alone = placed(at, BooleanNode.TRUE);
        // what a selection looked at is no longer known, so here it selects everything
        secretsOfParts.forEach(secret -> secret.rewrite(alone, RecordReader::redacted));
        if (!alone.at(at).isBoolean()) {
            return TextNode.valueOf(REDACTED);
        }
        ObjectNode whole = placed(at, value.deepCopy());
        redact(whole);
        return whole.at(at);
    }

    private static ObjectNode placed(JsonPointer at, JsonNode value) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode parent = document;
        JsonPointer rest = at;
        for (; !rest.tail().matches(); rest = rest.tail()) {
            parent = parent.putObject(rest.getMatchingProperty());
        }
        parent.set(rest.getMatchingProperty(), value);
        return document;
    }

    /** Whether a document was stored under an earlier declaration, from which this one hides something. */
    public boolean isOutdated(JsonNode stored, String fingerprint) {
        return !shape.marks().secrets().isEmpty()
                && !this.fingerprint.of(CanonicalJson.text(comparable(stored))).equals(fingerprint);
    }

    /** The part of a redacted document that counts: without volatile values, sets in one order. */
    public JsonNode comparable(JsonNode document) {
        return Pointer.rewritten(document, uncounted);
    }

    private static @Nullable JsonNode redacted(@Nullable JsonNode value) {
        return value == null || value.isNull() ? value : TextNode.valueOf(REDACTED);
    }

    private static @Nullable JsonNode personal(@Nullable JsonNode value) {
        return value == null || value.isNull() ? value : TextNode.valueOf(PERSONAL);
    }

    private static @Nullable JsonNode nothing(@Nullable JsonNode value) {
        if (value != null) {
            CanonicalJson.check(value); // it is stored all the same
        }
        return null;
    }

    private static @Nullable JsonNode sorted(@Nullable JsonNode value) {
        if (!(value instanceof ArrayNode array) || array.size() < 2) {
            return value;
        }
        // each is written out once, not at each comparison
        List<Member> members = new ArrayList<>(array.size());
        array.forEach(member -> members.add(new Member(CanonicalJson.text(member), member)));
        members.sort(Comparator.comparing(Member::text));
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode(members.size());
        members.forEach(member -> sorted.add(member.value()));
        return sorted;
    }

    private record Member(String text, JsonNode value) {}

    private @Nullable String field(JsonNode document, String name) {
        Pointer pointer = shape.fields().get(name);
        return pointer == null ? null : text(pointer.first(document));
    }

    private @Nullable String status(@Nullable String word) {
        if (word == null) {
            return null;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return shape.statuses().getOrDefault(lower, lower);
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isValueNode() && !value.isNumber() ? value.asText() : CanonicalJson.text(value);
    }
}
