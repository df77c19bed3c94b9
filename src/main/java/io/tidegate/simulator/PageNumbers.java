package io.tidegate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NavigableMap;

/**
 * Numbered pages as DigitalOcean cuts them: {@code ?page=2&per_page=20}, the next page as a whole URL in
 * {@code /links/pages/next} (absent on the last page), the number of records in {@code /meta/total}.
 *
 * @param size records a page when the caller names no size
 * @param maxSize the most a caller gets, whatever it names
 */
public record PageNumbers(int size, int maxSize) implements Paging {

    public PageNumbers {
        if (size < 1 || maxSize < size) {
            throw new IllegalArgumentException("a page size is at least 1 and at most its maximum");
        }
    }

    @Override
    public Answer page(String array, NavigableMap<Long, ? extends JsonNode> records, Asked asked) {
        int page = Paging.number(asked.query(), "page", 1);
        int wanted = Paging.number(asked.query(), "per_page", size);
        if (page < 0 || wanted < 0) {
            return Paging.refused(page < 0 ? "page" : "per_page", "a whole number of at least 1");
        }
        int each = Math.min(wanted, maxSize);
        int last = Math.max(1, (records.size() + each - 1) / each);
        ObjectNode envelope = Paging.envelope(array);
        records.values().stream()
                .skip((long) (page - 1) * each)
                .limit(each)
                .forEach(record -> envelope.withArray(array).add(record));
        ObjectNode pages = envelope.putObject("links").putObject("pages");
        if (page > 1) {
            pages.put("first", link(asked, 1, each));
            pages.put("prev", link(asked, Math.min(page - 1, last), each));
        }
        if (page < last) {
            pages.put("next", link(asked, page + 1, each));
            pages.put("last", link(asked, last, each));
        }
        envelope.putObject("meta").put("total", records.size());
        return Answer.json(200, envelope);
    }

    private static String link(Asked asked, int page, int each) {
        return asked.origin() + asked.uri().getRawPath() + "?page=" + page + "&per_page=" + each;
    }
}
