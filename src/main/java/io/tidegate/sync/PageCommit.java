package io.tidegate.sync;

import io.tidegate.meter.FlowMeters;
import io.tidegate.queue.JobQueue;
import io.tidegate.queue.RunStats;
import io.tidegate.run.LeaseLostException;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Moves a listing on once its page is committed. */
public final class PageCommit {
    private static final String PROPERTY = "page";

    private final JobQueue queue;
    private final FlowMeters meters;

    public PageCommit(JobQueue queue, FlowMeters meters) {
        this.queue = queue;
        this.meters = meters;
    }

    /**
     * A page on its way into the database.
     *
     * @param next the cursor of the page after it, null when it is the last
     * @param records how many it held
     * @param changed how many of them changed
     * @param listed how many the provider listed, those included that do not count
     */
    record Page(@Nullable String next, int records, int changed, int listed) {}

    static void expect(Exchange exchange, Page page) {
        exchange.setProperty(PROPERTY, page);
    }

    /** @throws LeaseLostException when nothing was written, since the job went to another worker */
    public void confirm(Exchange exchange) {
        held(exchange);
        Page page = exchange.getProperty(PROPERTY, Page.class);
        SyncRun run = SyncRun.of(exchange);
        run.count(new RunStats(page.records(), page.changed(), 0, 0));
        queue.progressed(run.job());
        // Camel counts on where the page before left off
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_COUNTER);
        Listing listing = Listing.of(exchange);
        meters.records(run.provider().name(), listing.type().name(), page.records(), page.changed(), 0);
        listing.committed(page.next(), page.listed());
    }

    /** The one row that a fenced statement answers, once it is known that it wrote anything. */
    static Map<String, Object> held(Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> rows = exchange.getMessage().getBody(List.class);
        Map<String, Object> row = rows.get(0);
        if (!(row.get("held") instanceof Number held) || held.longValue() == 0) {
            throw new LeaseLostException(SyncRun.of(exchange).job().id());
        }
        return row;
    }
}
