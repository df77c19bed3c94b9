package io.tidegate.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.simulator.Cursors;
import io.tidegate.simulator.PageNumbers;
import io.tidegate.simulator.Paging;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A list whose records, pages and misbehaviour a test sets, also between two requests. */
public final class ScriptedList {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WIDE = 1_000_000;

    private final String array;
    private final NavigableMap<Long, JsonNode> records = new TreeMap<>();
    private Paging paging = new PageNumbers(20, 200);
    private Misbehaviour misbehaviour = (envelope, asked) -> envelope;
    private UnaryOperator<Answer> tagged = answer -> answer;
    private int unsent;

    /** What is done to a page's envelope before it is sent. */
    @FunctionalInterface
    public interface Misbehaviour {
        /** Changes the envelope or makes another. */
        JsonNode of(ObjectNode envelope, Asked asked);
    }

    ScriptedList(String array) {
        this.array = array;
    }

    /** Holds exactly these records, each a JSON object; no argument empties the list. */
    public synchronized ScriptedList records(String... json) {
        records.clear();
        return add(json);
    }

    /** Holds so many records, made from their indexes. */
    public synchronized ScriptedList records(int count, IntFunction<String> json) {
        return records(IntStream.range(0, count).mapToObj(json).toArray(String[]::new));
    }

    /** Holds exactly these records. */
    public synchronized ScriptedList records(JsonNode each) {
        records.clear();
        each.forEach(this::append);
        return this;
    }

    /** Adds records at the end. */
    public synchronized ScriptedList add(String... json) {
        Arrays.stream(json).map(ScriptedList::parse).forEach(this::append);
        return this;
    }

    /** Adds a record that a filler makes larger than so many bytes. */
    public synchronized ScriptedList addHuge(String json, int bytes) {
        append(((ObjectNode) parse(json)).put("filler", "x".repeat(bytes)));
        return this;
    }

    /** Changes the record at an index. */
    public synchronized ScriptedList change(int index, UnaryOperator<ObjectNode> change) {
        Map.Entry<Long, JsonNode> entry = at(index);
        records.put(entry.getKey(), change.apply(entry.getValue().deepCopy()));
        return this;
    }

    /** Takes the record at an index away. */
    public synchronized ScriptedList remove(int index) {
        records.remove(at(index).getKey());
        return this;
    }

    /** Pages of so many records, whatever the caller asks for; next page as a whole URL in /links/pages/next. */
    public synchronized ScriptedList pageSize(int size) {
        paging = new PageNumbers(size, size);
        return this;
    }

    /** Pages of so many records; next cursor in /meta/next, asked for as ?cursor=. */
    public synchronized ScriptedList cursors(int size) {
        paging = new Cursors(size, size);
        return this;
    }

    /** A top-level array in pages of so many records; next page in the Link header. */
    public synchronized ScriptedList linkHeader(int size) {
        paging = new LinkHeaderPages(size);
        return this;
    }

    /** Everything in one answer, without links and meta. */
    public synchronized ScriptedList unpaged() {
        paging = new PageNumbers(WIDE, WIDE);
        return misbehaving((envelope, asked) -> envelope.without(List.of("links", "meta")));
    }

    /** Every page carries the first page's records, and a link to one more. */
    public ScriptedList repeatingPages() {
        return misbehaving((envelope, asked) -> {
            envelope.set(array, firstPage(asked).path(array));
            return linkTo(envelope, asked, Integer.parseInt(asked.query().getOrDefault("page", "1")) + 1);
        });
    }

    /** The last page links back to the first. */
    public ScriptedList looping() {
        return misbehaving((envelope, asked) ->
                envelope.at("/links/pages/next").isMissingNode() ? linkTo(envelope, asked, 1) : envelope);
    }

    /** Every next link leads to another origin, such as "http://attacker.example". */
    public ScriptedList nextAt(String origin) {
        return misbehaving((envelope, asked) -> {
            envelope.withObject("/links/pages").put("next", origin + asked.path() + "?page=2");
            return envelope;
        });
    }

    /** A page that the caller knows by its ETag is not sent again. The format makes an ETag of a number: {@code "%s"}. */
    public synchronized ScriptedList etags(String format) {
        tagged = answer -> answer.header(
                "ETag", format.formatted(Integer.toHexString(answer.body().hashCode())));
        return this;
    }

    /** How often a page was not sent, since the caller knew it. */
    public synchronized int unsent() {
        return unsent;
    }

    /** No page tells how many records or pages there are: its body is its own records and its next link. */
    public ScriptedList withoutTotal() {
        return misbehaving((envelope, asked) -> {
            envelope.withObject("/links/pages").retain("next");
            return envelope.without("meta");
        });
    }

    /** Does something else to each page. */
    public synchronized ScriptedList misbehaving(Misbehaviour how) {
        misbehaviour = how;
        return this;
    }

    /** Pages are honest again. */
    public ScriptedList behaving() {
        return misbehaving((envelope, asked) -> envelope);
    }

    synchronized Answer answer(Asked asked) {
        Answer answer = paging.page(array, records, asked);
        JsonNode envelope = parse(answer.body());
        Answer whole = tagged.apply(
                answer.status() == 200 && envelope instanceof ObjectNode object
                        ? answer.body(misbehaviour.of(object, asked).toString())
                        : answer);
        List<String> etag = whole.headers().get("ETag");
        if (etag == null || !etag.get(0).equals(asked.header("If-None-Match"))) {
            return whole;
        }
        unsent++;
        return Answer.status(304).header("ETag", etag.get(0));
    }

    private JsonNode firstPage(Asked asked) {
        Asked first = new Asked(asked.method(), URI.create(asked.path()), asked.headers(), "", asked.at());
        return parse(paging.page(array, records, first).body());
    }

    private static ObjectNode linkTo(ObjectNode envelope, Asked asked, int page) {
        envelope.withObject("/links/pages").put("next", asked.origin() + asked.path() + "?page=" + page);
        return envelope;
    }

    private Map.Entry<Long, JsonNode> at(int index) {
        return records.entrySet().stream().skip(index).findFirst().orElseThrow();
    }

    private void append(JsonNode json) {
        records.put(records.isEmpty() ? 0 : records.lastKey() + 1, json);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a scripted record is no JSON: " + json, e);
        }
    }
}
