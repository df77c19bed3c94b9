package io.tidegate.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a list as its provider does.
 *
 * <p>{@code pages} says by what: {@code by} none, number or cursor; {@code parameter}; {@code first} number; {@code size},
 * the parameter for it, {@code most} that it may be, and {@code cut}, how many come all the same; {@code link: header};
 * {@code cursor: number}. {@code envelope} is a body in which {@code $records}, {@code $total}, {@code $count}, {@code
 * $page}, {@code $pages}, {@code $link}, {@code $cursor} stand for themselves, {@code $array} for the list's name, {@code
 * $only} for the only record; {@code $link|absent}, {@code |null}, {@code |empty} is what stands there on the last page.
 */
record Pages(JsonNode rules, JsonNode envelope, String array) {
    private static final long CURSORS = 1_600_000_000_000L;

    static Pages of(TypeFixture type) {
        return new Pages(
                type.get("pages"),
                type.get("envelope"),
                type.text().path("array").asText());
    }

    /** How many records fill a page, when that many are asked for. */
    int size(int asked) {
        int cut = rules.path("cut").asInt();
        return cut > 0 ? cut : asked > 0 ? asked : rules.path("default").asInt(1_000_000);
    }

    boolean cuts() {
        return !rules.path("by").asText("none").equals("none");
    }

    /** One page of these records, or 400 for what is not allowed. */
    Answer page(List<ObjectNode> records, Asked asked) {
        Map<String, String> query = asked.query();
        String sizeParameter = rules.path("size").asText("");
        int wanted = Integer.parseInt(query.getOrDefault(sizeParameter, "0"));
        if (wanted > rules.path("most").asInt(Integer.MAX_VALUE)) {
            return Answer.json(400, "{\"message\":\"" + sizeParameter + " is at most " + rules.path("most") + "\"}");
        }
        int size = cuts() ? size(wanted) : Math.max(1, records.size());
        int first = rules.path("first").asInt(1);
        String parameter = rules.path("parameter").asText("");
        boolean byCursor = rules.path("by").asText("").equals("cursor");
        String at = query.get(parameter);
        int from = at == null || !cuts() ? 0 : byCursor ? decoded(at) : (Integer.parseInt(at) - first) * size;
        List<ObjectNode> served = records.stream().skip(from).limit(size).toList();
        boolean last = from + size >= records.size();
        Cut cut = new Cut(records.size(), from / size + first, size, served);
        String next = last ? null : byCursor ? encoded(from + size) : Integer.toString(cut.page + 1);
        String link = next == null ? null : link(asked, parameter, next);
        JsonNode body = filled(envelope, new Filling(cut, next, link));
        Answer answer = Answer.json(200, body == null ? "" : body.toString());
        return link == null || !rules.path("link").asText("").equals("header")
                ? answer
                : answer.header(
                        "Link", "<" + link + ">; rel=\"next\", <" + link(asked, parameter, "1") + ">; rel=\"first\"");
    }

    private record Cut(int total, int page, int size, List<ObjectNode> records) {}

    private record Filling(
            Cut cut, @Nullable String cursor, @Nullable String link) {}

    private @Nullable JsonNode filled(JsonNode template, Filling with) {
        if (template instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> {
                JsonNode value = filled(member.getValue(), with);
                if (value != null) {
                    filled.set(member.getKey().replace("$array", array), value);
                }
            });
            return filled;
        } else if (template.isTextual() && template.asText().startsWith("$")) {
            return token(template.asText(), with);
        }
        return template;
    }

    private @Nullable JsonNode token(String token, Filling with) {
        String[] parts = token.split("\\|", 2);
        Cut cut = with.cut;
        return switch (parts[0]) {
            case "$records" -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                cut.records.forEach(list::add);
                yield list;
            }
            case "$only" -> cut.records.get(0);
            case "$total" -> IntNode.valueOf(cut.total);
            case "$count" -> IntNode.valueOf(cut.records.size());
            case "$page" -> IntNode.valueOf(cut.page);
            case "$pages" -> IntNode.valueOf((cut.total + cut.size - 1) / cut.size);
            case "$size" -> IntNode.valueOf(cut.size);
            case "$link" -> with.link == null ? end(parts[1]) : TextNode.valueOf(with.link);
            case "$cursor" ->
                with.cursor == null
                        ? end(parts[1])
                        : numbers() ? LongNode.valueOf(Long.parseLong(with.cursor)) : TextNode.valueOf(with.cursor);
            default -> throw new IllegalArgumentException(token + " stands for nothing");
        };
    }

    private static @Nullable JsonNode end(String how) {
        return switch (how) {
            case "absent" -> null;
            case "null" -> NullNode.getInstance();
            case "empty" -> TextNode.valueOf("");
            default -> throw new IllegalArgumentException(how + " is no way to end");
        };
    }

    private boolean numbers() {
        return rules.path("cursor").asText("").equals("number");
    }

    private String encoded(int from) {
        return numbers() ? Long.toString(CURSORS - from) : "after=" + from + "+/";
    }

    private int decoded(String cursor) {
        return numbers()
                ? (int) (CURSORS - Long.parseLong(cursor))
                : Integer.parseInt(cursor.replace("after=", "").replace("+/", ""));
    }

    private static String link(Asked asked, String parameter, String value) {
        Map<String, String> query = new HashMap<>(asked.query());
        query.put(parameter, value);
        return asked.origin() + asked.uri().getRawPath() + "?"
                + query.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .sorted()
                        .collect(Collectors.joining("&"));
    }
}
