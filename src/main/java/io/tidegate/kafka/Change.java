package io.tidegate.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run changed of one record at one time, as it goes out. */
final class Change {
    /** A broker takes a megabyte, unless it is told otherwise. */
    private static final int LARGEST = 900_000;

    private final ChangeRow.Subject subject;
    private final List<ChangeRow> rows = new ArrayList<>();

    private Change(ChangeRow.Subject subject, ChangeRow first) {
        this.subject = subject;
        rows.add(first);
    }

    /** Puts the rows of each change together, in the order in which the changes begin. */
    static List<Change> of(List<ChangeRow> rows) {
        List<Change> all = new ArrayList<>();
        Map<Long, Change> latest = new HashMap<>();
        for (ChangeRow row : rows) {
            ChangeRow.Subject subject = row.record();
            if (subject == null) {
                continue;
            }
            Change open = latest.get(subject.resource());
            if (open != null && open.continuesWith(row)) {
                open.rows.add(row);
            } else {
                Change begun = new Change(subject, row);
                latest.put(subject.resource(), begun);
                all.add(begun);
            }
        }
        return all;
    }

    private boolean continuesWith(ChangeRow row) {
        String field = row.field();
        return field != null
                && rows.get(0).event().equals(row.event())
                && rows.stream().noneMatch(known -> field.equals(known.field()));
    }

    long resource() {
        return subject.resource();
    }

    /** The number of its first row. */
    long begins() {
        return rows.get(0).id();
    }

    String type() {
        return subject.type();
    }

    /** The same for all changes of a record, and for those of no other. */
    String key() {
        ChangeRow.Event event = rows.get(0).event();
        return Stream.of(
                        Long.toString(event.organization()),
                        Long.toString(event.dock()),
                        subject.type(),
                        subject.parent(),
                        subject.id())
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    /** The message; one that would be too large for a broker names the fields without their values. */
    String value(ObjectMapper json) {
        String whole = value(json, true);
        return whole.length() <= LARGEST / 3 || whole.getBytes(StandardCharsets.UTF_8).length <= LARGEST
                ? whole
                : value(json, false);
    }

    private String value(ObjectMapper json, boolean whole) {
        ChangeRow.Event event = rows.get(0).event();
        ObjectNode value = json.createObjectNode()
                .put("version", 1)
                .put("organization", event.organization())
                .put("dock", event.dock())
                .put("provider", subject.provider())
                .put("type", subject.type())
                .put("parent", subject.parent())
                .put("id", subject.id())
                .put("name", subject.name())
                .put("revision", rows.get(rows.size() - 1).id())
                .put("kind", kind(event.kind()))
                .put("returned", event.kind().equals("returned"))
                .put("run", event.run())
                .put("at", event.at().toString())
                .put("valuesLeftOut", !whole);
        ArrayNode fields = value.putArray("fields");
        for (ChangeRow row : rows) {
            if (row.field() != null) {
                ObjectNode field = fields.addObject().put("field", row.field());
                if (whole) {
                    field.set("old", tree(json, row.oldJson()));
                    field.set("new", tree(json, row.newJson()));
                }
            }
        }
        return value.toString();
    }

    private static JsonNode tree(ObjectMapper json, @Nullable String text) {
        try {
            return text == null ? json.nullNode() : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("resource_changes holds a value that is no JSON", e);
        }
    }

    private static String kind(String word) {
        return switch (word) {
            case "created", "returned" -> "insert";
            case "deleted" -> "delete";
            default -> "update";
        };
    }
}
