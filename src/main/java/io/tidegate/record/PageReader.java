package io.tidegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.json.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the records of a page. */
public final class PageReader {
    /** The body itself, as the only record. */
    private static final String BODY = "/";

    private PageReader() {}

    /**
     * The records of a page.
     *
     * @param records by id; of two with one id the last
     * @param listed how many the page listed, ids that repeat and records that are left out counted too: what tells a
     *     short page
     * @param last the last one as it was listed; a missing node when there is none
     * @param leftOut ids of records that the declaration leaves out, as far as they can be told
     */
    public record Page(Map<String, ProviderRecord> records, int listed, JsonNode last, List<String> leftOut) {
        /** A page of nothing. */
        public static Page empty() {
            return new Page(new LinkedHashMap<>(), 0, MissingNode.getInstance(), new ArrayList<>());
        }
    }

    /**
     * Reads the records of a page.
     *
     * @param at one place: a list, or an object whose values are the records; several ({@code *}): each a record, or a
     *     list of records; {@code /}: the body itself is the only record
     * @param alone whether one record stands there without a list, and none leaves nothing there, as in XML
     * @throws IllegalArgumentException when there is no list at the pointer, or a record cannot be read
     */
    public static Page records(JsonNode page, Pointer at, boolean alone, RecordReader reader) {
        if (at.toString().equals(BODY)) {
            return read(List.of(page), at, reader);
        }
        if (alone && at.above().all(page).isEmpty()) {
            throw missing(at);
        }
        if (!alone && at.isPlural() && !page.isContainerNode()) {
            throw new IllegalArgumentException("the body is no object and no list");
        }
        return read(alone || at.isPlural() ? several(page, at) : one(page, at), at, reader);
    }

    private static Page read(List<JsonNode> listed, Pointer at, RecordReader reader) {
        Page read = Page.empty();
        Map<String, ProviderRecord> records = read.records();
        for (JsonNode document : listed) {
            if (!document.isObject()) {
                throw new IllegalArgumentException("the list at '" + at + "' holds something that is no record");
            }
            ProviderRecord one = reader.read(document);
            if (one != null) {
                records.remove(one.id());
                records.put(one.id(), one);
                continue;
            }
            String id = reader.leftOut(document);
            if (id != null) {
                read.leftOut().add(id);
            }
        }
        return listed.isEmpty()
                ? read
                : new Page(records, listed.size(), listed.get(listed.size() - 1), read.leftOut());
    }

    private static List<JsonNode> one(JsonNode page, Pointer at) {
        JsonNode list = at.first(page);
        if (list.isMissingNode() && at.isNull(page)) {
            return List.of();
        }
        if (!(list instanceof ContainerNode<?>)) {
            throw missing(at);
        }
        return list.valueStream().toList();
    }

    private static IllegalArgumentException missing(Pointer at) {
        return new IllegalArgumentException(
                "the body has no list" + (at.toString().isEmpty() ? "" : " at " + at));
    }

    private static List<JsonNode> several(JsonNode page, Pointer at) {
        List<JsonNode> listed = new ArrayList<>();
        for (JsonNode found : at.all(page)) {
            if (found.isArray()) {
                found.forEach(listed::add);
            } else if (!found.isNull()) {
                listed.add(found);
            }
        }
        return listed;
    }
}
