package io.tidegate.sync;

import io.tidegate.queue.RunStats;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A page on its way into the database.
 *
 * @param next the cursor of the page after it, null when it is the last
 * @param records how many it held
 * @param changed how many of them changed
 */
record PageCommit(@Nullable String next, int records, int changed) {
    static final String PROPERTY = "page";

    /** Moves the listing on, once the page is committed. */
    static void confirm(Exchange exchange) {
        PageCommit page = exchange.getProperty(PROPERTY, PageCommit.class);
        held(exchange);
        SyncRun.of(exchange).count(new RunStats(page.records(), page.changed(), 0, 0));
        Listing.of(exchange).committed(page.next());
    }

    /** The one row that a fenced statement answers, once it is known that it wrote anything. */
    static Map<String, Object> held(Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> rows = exchange.getMessage().getBody(List.class);
        Map<String, Object> row = rows.get(0);
        if (((Number) row.get("held")).longValue() == 0) {
            throw new LeaseLostException(SyncRun.of(exchange).job().id());
        }
        return row;
    }
}
