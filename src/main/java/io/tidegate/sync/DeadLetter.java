package io.tidegate.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.run.FailureCode;
import io.tidegate.run.Listing;
import io.tidegate.run.SyncRun;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a fault of our own leaves behind: the job, the request line, the error and the attempts; never a credential. */
public final class DeadLetter {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    private final ObjectMapper json;
    private final InstantSource clock;

    public DeadLetter(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Leaves the letter in the header {@code letter} for the statement that keeps it. */
    public void write(Exchange exchange) {
        Throwable failure = Failures.caught(exchange);
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        Listing listing = exchange.getProperty(Listing.PROPERTY, Listing.class);
        LOG.error("route {}: a fault of Tidegate's own", exchange.getFromRouteId(), failure);
        String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        exchange.getMessage()
                .setHeader(
                        "letter",
                        json.createObjectNode()
                                .put("org", run.dock().owner().organization())
                                .put("dock", run.dock().id())
                                .put("job", run.job().id())
                                .put("request", listing == null ? null : "GET " + listing.target())
                                .put("code", FailureCode.of(failure))
                                .put("error", text.substring(0, Math.min(text.length(), 500)))
                                .put("attempts", run.job().retryCount() + 1)
                                .put("now", clock.instant().toString())
                                .toString());
    }
}
