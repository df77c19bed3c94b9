package io.tidegate.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.db.DatabaseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which routes of this node cannot do what they do over Kafka, and says so once, and once when all can again. Of
 * several that cannot, it tells of one until that one can: as a rule they have the same cause.
 */
public final class BrokerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();
    private @Nullable String told;

    public BrokerWatch(MeterRegistry meters) {
        Gauge.builder("tidegate.kafka.up", reasons, all -> all.isEmpty() ? 1 : 0)
                .description("Whether Kafka answers this node, and took what it last sent")
                .register(meters);
    }

    /** A route could not do what it does over Kafka. Nothing is lost by that: jobs are in the table, and changes too. */
    public void away(Exchange exchange) {
        exchange.setProperty("untold", true);
        Exception e = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (e == null || !DatabaseException.isOutage(e)) { // of that one the claimer says so
            away(exchange.getFromRouteId(), e == null || e.getMessage() == null ? String.valueOf(e) : e.getMessage());
        }
    }

    private synchronized void away(String route, String reason) {
        reasons.put(route, reason);
        if (told == null) {
            told = route;
            LOG.warn(
                    "{} cannot go on over Kafka, trying again until it can: {}. Jobs are found in the table meanwhile, and"
                            + " changes wait there",
                    route,
                    reason);
        }
    }

    /** A route did what it does over Kafka. */
    public synchronized void answered(Exchange exchange) {
        String route = exchange.getFromRouteId();
        if (reasons.remove(route) == null) {
            return;
        }
        if (reasons.isEmpty()) {
            told = null;
            LOG.info("Kafka answers again; {} goes on", route);
        } else if (route.equals(told)) {
            told = null; // whoever cannot go on even now, says so next
        }
    }

    /** What does not work, by route; empty when all does. */
    public Map<String, String> reasons() {
        return new TreeMap<>(reasons);
    }

    /** The same in a line; null when all works. */
    public @Nullable String reason() {
        Map<String, String> now = reasons();
        return now.isEmpty()
                ? null
                : String.join("; ", now.values().stream().distinct().toList());
    }
}
