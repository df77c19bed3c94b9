package io.tidegate.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
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
        LOG.error("route {}: a fault of Tidegate's own", exchange.getFromRouteId(), failure);
        // what failed was noted a step before, with no credential in it
        TypeResult.Failed failed = run.results().stream()
                .filter(TypeResult.Failed.class::isInstance)
                .map(TypeResult.Failed.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
        String text = failure.getClass().getSimpleName() + ": " + failed.message();
        ObjectNode letter = json.createObjectNode()
                .put("org", run.dock().owner().organization())
                .put("dock", run.dock().id())
                .put("job", run.job().id())
                .put("job_type", run.job().type().word())
                .put("request", failed.request())
                .put("status", failed.status() == 0 ? null : failed.status())
                .put("code", failed.code())
                .put("error", text.substring(0, Math.min(text.length(), 500)))
                .put("attempts", run.job().retryCount() + 1)
                .put("now", clock.instant().toString());
        letter.set("resource_types", json.valueToTree(run.job().resourceTypes()));
        exchange.getMessage().setHeader("letter", letter.toString());
    }
}
