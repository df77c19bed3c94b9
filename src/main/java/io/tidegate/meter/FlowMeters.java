package io.tidegate.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the flow counts as it goes; a count costs less than a microsecond, and nothing waits for it. */
public final class FlowMeters {
    private static final String PROVIDER = "provider";
    private static final String TYPE = "type";
    private static final String STATUS = "status";

    private static final Duration[] OF_A_REQUEST = millis(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
    private static final Duration[] OF_A_WAIT = millis(10, 50, 250, 1_000, 3_000);
    private static final Duration[] OF_A_RUN =
            millis(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000);

    private final MeterRegistry meters;

    public FlowMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * A request was sent.
     *
     * @param type the resource type as its declaration names it; '' for what is asked before any list
     * @param status of its answer; null when none came
     * @param waited for its permit
     * @param took until the answer's head, or the failure
     */
    public void request(String provider, String type, @Nullable Integer status, Duration waited, Duration took) {
        Counter.builder("tidegate.requests")
                .description("Requests sent to providers, by what was answered; none: no answer came")
                .tags(PROVIDER, provider, STATUS, StatusWord.of(status))
                .register(meters)
                .increment();
        Timer.builder("tidegate.request")
                .description("Time from a request to its answer's head, or to its failure")
                .tags(PROVIDER, provider, TYPE, type)
                .serviceLevelObjectives(OF_A_REQUEST)
                .register(meters)
                .record(took);
        Timer.builder("tidegate.budget.wait")
                .description("Time that requests waited for their permit; longer waits put the run off instead")
                .tags(PROVIDER, provider)
                .serviceLevelObjectives(OF_A_WAIT)
                .register(meters)
                .record(waited);
    }

    /**
     * A run ended, or a part of it.
     *
     * @param status success, partial, failed or waiting
     */
    public void run(String provider, String status, Duration took) {
        Timer.builder("tidegate.sync")
                .description(
                        "Time that runs took from their begin, by how they ended; waiting: put off, to go on later")
                .tags(PROVIDER, provider, STATUS, status)
                .serviceLevelObjectives(OF_A_RUN)
                .register(meters)
                .record(took);
    }

    /**
     * A federation's connector has run over its organizations.
     *
     * @param status success, partial or failed
     */
    public void connectorRun(String connector, String status) {
        Counter.builder("tidegate.connector.runs")
                .description("Runs of federations' connectors over their organizations, by how they ended")
                .tags("connector", connector, STATUS, status)
                .register(meters)
                .increment();
    }

    /**
     * All lists of one resource type ended within a run.
     *
     * @param status success, failed or waiting
     */
    public void type(String provider, String type, String status, Duration took) {
        Timer.builder("tidegate.sync.type")
                .description("Time that a run spent on one resource type, by how that ended")
                .tags(PROVIDER, provider, TYPE, type, STATUS, status)
                .serviceLevelObjectives(OF_A_RUN)
                .register(meters)
                .record(took);
    }

    /** A page is committed, or the end of a listing. */
    public void records(String provider, String type, long listed, long changed, long deleted) {
        records(provider, type, "listed", listed);
        records(provider, type, "changed", changed);
        records(provider, type, "deleted", deleted);
    }

    private void records(String provider, String type, String kind, long count) {
        Counter.builder("tidegate.records")
                .description("Records listed, and of these those written because they changed; records deleted")
                .tags(PROVIDER, provider, TYPE, type, "kind", kind)
                .register(meters)
                .increment((double) count);
    }

    /**
     * A webhook was delivered.
     *
     * @param provider one that is loaded
     * @param status accepted, ignored, duplicate or refused
     */
    public void delivery(String provider, String status) {
        Counter.builder("tidegate.webhook.deliveries")
                .description("Deliveries of webhooks, by what became of them")
                .tags(PROVIDER, provider, STATUS, status)
                .register(meters)
                .increment();
    }

    private static Duration[] millis(long... each) {
        Duration[] all = new Duration[each.length];
        for (int i = 0; i < each.length; i++) {
            all[i] = Duration.ofMillis(each[i]);
        }
        return all;
    }
}
