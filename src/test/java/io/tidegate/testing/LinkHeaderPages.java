package io.tidegate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidegate.simulator.Answer;
import io.tidegate.simulator.Asked;
import io.tidegate.simulator.Paging;
import java.util.NavigableMap;

/** Pages as GitHub cuts them: a top-level array, the next page in the Link header, no header on the last page. */
record LinkHeaderPages(int size) implements Paging {

    @Override
    public Answer page(String array, NavigableMap<Long, ? extends JsonNode> records, Asked asked) {
        int page = Paging.number(asked.query(), "page", 1);
        ArrayNode served = JsonNodeFactory.instance.arrayNode();
        records.values().stream().skip((page - 1L) * size).limit(size).forEach(served::add);
        Answer answer = Answer.json(200, served);
        return (long) page * size >= records.size()
                ? answer
                : answer.header(
                        "Link", "<" + asked.origin() + asked.path() + "?page=" + (page + 1) + ">; rel=\"next\"");
    }
}
