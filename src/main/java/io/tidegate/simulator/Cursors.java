package io.tidegate.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Pages by cursor: {@code ?cursor=…&limit=20}, the next cursor in {@code /meta/next} (null on the last page), the number
 * of records in {@code /meta/total}. A cursor names the last record it served, so pages do not shift when records go.
 *
 * @param size records a page when the caller names no size
 * @param maxSize the most a caller gets, whatever it names
 */
public record Cursors(int size, int maxSize) implements Paging {

    public Cursors {
        if (size < 1 || maxSize < size) {
            throw new IllegalArgumentException("a page size is at least 1 and at most its maximum");
        }
    }

    @Override
    public Answer page(String array, NavigableMap<Long, ? extends JsonNode> records, Asked asked) {
        Map<String, String> query = asked.query();
        int wanted = Paging.number(query, "limit", size);
        @Nullable Long after = decode(query.getOrDefault("cursor", ""));
        if (wanted < 0 || after == null) {
            return wanted < 0
                    ? Paging.refused("limit", "a whole number of at least 1")
                    : Paging.refused("cursor", "one that an earlier page gave");
        }
        ObjectNode envelope = Paging.envelope(array);
        NavigableMap<Long, ? extends JsonNode> rest = records.tailMap(after, false);
        long served = after;
        int left = Math.min(wanted, maxSize);
        for (Map.Entry<Long, ? extends JsonNode> record : rest.entrySet()) {
            if (left-- == 0) {
                break;
            }
            envelope.withArray(array).add(record.getValue());
            served = record.getKey();
        }
        ObjectNode meta = envelope.putObject("meta");
        meta.put("total", records.size());
        meta.put("next", records.higherKey(served) == null ? null : encode(served));
        return Answer.json(200, envelope);
    }

    private static String encode(long number) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(("after:" + number).getBytes(UTF_8));
    }

    private static @Nullable Long decode(String cursor) {
        if (cursor.isEmpty()) {
            return Long.MIN_VALUE;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            return text.startsWith("after:") ? Long.valueOf(text.substring("after:".length())) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
