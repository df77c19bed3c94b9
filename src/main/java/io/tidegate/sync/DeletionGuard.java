package io.tidegate.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.meter.FlowMeters;
import io.tidegate.provider.ListPolicy;
import io.tidegate.queue.RunStats;
import io.tidegate.record.Deletions;
import io.tidegate.record.ResourceStore;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At the end of a listing: what may be deleted. Leaves it in the header {@code listing} for the statement. */
public final class DeletionGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DeletionGuard.class);

    private final ResourceStore resources;
    private final ObjectMapper json;
    private final FlowMeters meters;
    private final InstantSource clock;

    public DeletionGuard(ResourceStore resources, ObjectMapper json, FlowMeters meters, InstantSource clock) {
        this.resources = resources;
        this.meters = meters;
        this.json = json;
        this.clock = clock;
    }

    /** Decides what the statement may delete; nothing after a listing that was not taken in one go. */
    public void decide(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Listing listing = Listing.of(exchange);
        Instant now = clock.instant();
        ListPolicy.Deletion policy = listing.type().policy().deletions();
        boolean complete = listing.isComplete() && !policy.never();
        int needed = needed(listing, policy);
        ResourceStore.Absent absent = complete
                ? resources.absent(
                        listing.list(),
                        new ResourceStore.Measure(
                                run.job().run().event(), listing.pages(), needed, now.minus(Deletions.AGREEMENT)))
                : null;
        Deletions deletions = absent == null
                ? new Deletions(Integer.MAX_VALUE, now, null)
                : Deletions.decide(absent, needed, new Deletions.Cap(policy.percent(), policy.over()), now);
        if (deletions.hold() != null) {
            LOG.warn("dock {} {}: {}", run.dock().name(), listing.type().name(), deletions.hold());
        }
        ObjectNode end = json.createObjectNode()
                .put("job", run.job().id())
                .put("token", run.job().fencingToken())
                .put("now", now.toString())
                .put("org", run.dock().owner().organization())
                .put("dock", run.dock().id())
                .put("type", listing.type().name())
                .put("parent", listing.list().parentKey())
                .put("run", run.job().run().event())
                .put("pages", listing.pages())
                .put("complete", complete)
                // else all its rows would be compared with all its pages once more, to find nothing
                .put("lacking", absent != null && absent.absent() > 0)
                .put("whole", listing.isWhole())
                .put("sync_token", listing.nextSince())
                .put("token_of", listing.owner())
                .put("least", deletions.least())
                .put("since", deletions.since().toString())
                .put("hold", deletions.hold());
        ArrayNode gone = end.putArray("gone");
        if (!policy.never()) {
            listing.gone().forEach(gone::add);
        }
        ArrayNode children = end.putArray("children");
        run.provider()
                .types()
                .values()
                .forEach(type -> type.lists()
                        .parents()
                        .forEach(parent -> children.addObject()
                                .put("child", type.name())
                                .put("parent", parent)
                                .put("prefix", type.lists().prefix(parent))));
        exchange.getMessage().setHeader(Listing.PROPERTY, end.toString());
    }

    private static int needed(Listing listing, ListPolicy.Deletion policy) {
        boolean emptied = !listing.list().parentKey().isEmpty() && listing.heldNothing();
        return Math.max(
                policy.misses(), Deletions.needed(listing.type().paging().shifts(), emptied));
    }

    /** The end of the listing is on record. */
    public void confirm(Exchange exchange) {
        Object deleted = PageCommit.held(exchange).get("deleted");
        long count = deleted instanceof Number number ? number.longValue() : 0;
        SyncRun run = SyncRun.of(exchange);
        run.count(new RunStats(0, count, count, 0));
        Listing listing = Listing.of(exchange);
        meters.records(run.provider().name(), listing.type().name(), 0, count, count);
        run.add(new TypeResult.Listed(listing.list(), listing.since(), listing.nextSince()));
    }
}
