package io.tidegate.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import io.tidegate.db.DatabaseException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows what this node could not send to Kafka of late, and says so once, and once when it can again. */
public final class BrokerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    public BrokerWatch(MeterRegistry meters) {
        Gauge.builder("tidegate.kafka.up", reasons, all -> all.isEmpty() ? 1 : 0)
                .description("Whether Kafka took what this node last sent")
                .register(meters);
    }

    /** A route could not do what it does over Kafka. Nothing is lost by that: jobs are in the table, and changes too. */
    public void away(Exchange exchange) {
        exchange.setProperty("untold", true);
        Exception e = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (e != null && DatabaseException.isOutage(e)) {
            return; // the claimer says so
        }
        String reason = e == null || e.getMessage() == null ? String.valueOf(e) : e.getMessage();
        if (reasons.put(exchange.getFromRouteId(), reason) == null) {
            LOG.warn(
                    "{} cannot go on, trying again until it can: {}. Jobs are found in the table meanwhile, and changes wait there",
                    exchange.getFromRouteId(),
                    reason);
        }
    }

    /** A route did what it does over Kafka. */
    public void answered(Exchange exchange) {
        if (reasons.remove(exchange.getFromRouteId()) != null) {
            LOG.info("Kafka answers again; {} goes on", exchange.getFromRouteId());
        }
    }

    /** What does not work, by route; empty when all does. */
    public Map<String, String> reasons() {
        return new TreeMap<>(reasons);
    }

    /** The same in a line; null when all works. */
    public @Nullable String reason() {
        Map<String, String> now = reasons();
        return now.isEmpty() ? null : String.join("; ", now.values().stream().distinct().toList());
    }
}
