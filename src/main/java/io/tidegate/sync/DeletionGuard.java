package io.tidegate.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    private final InstantSource clock;

    public DeletionGuard(ResourceStore resources, ObjectMapper json, InstantSource clock) {
        this.resources = resources;
        this.json = json;
        this.clock = clock;
    }

    /** Decides what the statement may delete; nothing after a listing that was not taken in one go. */
    public void decide(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        Listing listing = Listing.of(exchange);
        Instant now = clock.instant();
        boolean emptied = !listing.list().parentKey().isEmpty() && listing.heldNothing();
        int needed = Deletions.needed(listing.type().paging().shifts(), emptied);
        Deletions deletions = listing.inOneGo()
                ? Deletions.decide(
                        resources.absent(
                                listing.list(),
                                new ResourceStore.Measure(
                                        run.job().run().event(),
                                        listing.pages(),
                                        needed,
                                        now.minus(Deletions.AGREEMENT))),
                        needed,
                        now)
                : new Deletions(Integer.MAX_VALUE, now, null);
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
                .put("complete", listing.inOneGo())
                .put("least", deletions.least())
                .put("since", deletions.since().toString())
                .put("hold", deletions.hold());
        ArrayNode children = end.putArray("children");
        run.provider().types().values().stream()
                .filter(type -> type.parent() != null)
                .forEach(type -> children.addObject().put("child", type.name()).put("parent", type.parent()));
        exchange.getMessage().setHeader(Listing.PROPERTY, end.toString());
    }

    /** The end of the listing is on record. */
    public void confirm(Exchange exchange) {
        Object deleted = PageCommit.held(exchange).get("deleted");
        long count = deleted instanceof Number number ? number.longValue() : 0;
        SyncRun run = SyncRun.of(exchange);
        run.count(new RunStats(0, count, count, 0));
        run.add(new TypeResult.Listed(Listing.of(exchange).list()));
    }
}
