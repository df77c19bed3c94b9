package io.tidegate.federation.connector;

import io.tidegate.dock.CronSchedule;
import io.tidegate.meter.FlowMeters;
import io.tidegate.provider.Providers;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.queue.QueueStore.Enqueued;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets connectors run: begins runs that are due, queues one organization after another, and notes what came of them. All
 * it knows stands in tables; of several nodes that tick at once, one decides about a connector.
 */
public final class ConnectorRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRuns.class);
    private static final String SCHEDULED = "scheduled";

    private final Stores stores;
    private final Providers providers;
    private final FlowMeters meters;
    private final InstantSource clock;

    /** What it reads and writes; all of one database. */
    public record Stores(ConnectorStore connectors, ConnectorRunStore runs, RunStepStore steps, QueueStore queue) {}

    public ConnectorRuns(Stores stores, Providers providers, FlowMeters meters, InstantSource clock) {
        this.stores = stores;
        this.providers = providers;
        this.meters = meters;
        this.clock = clock;
    }

    /** Does for every connector what is to be done now. */
    public void tick() {
        for (long id : stores.connectors().atWork()) {
            Optional<ConnectorRun> ended = stores.connectors()
                    .within(() -> stores.connectors().free(id).flatMap(connector -> step(connector, clock.instant())));
            ended.ifPresent(this::tell);
        }
    }

    private Optional<ConnectorRun> step(Connector connector, Instant now) {
        stores.steps().judge(connector.id(), now);
        stores.steps().passOver(connector.id(), now);
        Optional<ConnectorRun> ended = stores.steps().end(connector.id(), now);
        // a run of an unloaded provider would hang: it stays due until the file is there
        if (connector.isScheduled() && providers.find(connector.provider()) != null) {
            plan(connector, now);
            stores.steps().passOver(connector.id(), now);
        }
        stores.steps().next(connector.id(), now).ifPresent(turn -> {
            JobType type = turn.type().equals(SCHEDULED) ? JobType.SCHEDULED : JobType.MANUAL;
            List<Enqueued> queued = stores.queue().enqueue(turn.dock(), type, List.of(), now);
            queued.forEach(job -> stores.steps().started(turn, job.job(), now));
        });
        return ended;
    }

    /**
     * Begins a run that is due: of several that were missed, one. What lies further ahead than the schedule's second
     * instant was planned by a clock that has been set back since.
     */
    private void plan(Connector connector, Instant now) {
        CronSchedule schedule = new CronSchedule(connector.plan().cron());
        Instant next = schedule.next(now);
        Instant planned = connector.plan().next();
        if (planned == null || planned.isAfter(schedule.next(next))) {
            stores.connectors().plan(connector, next);
        } else if (!planned.isAfter(now)) {
            if (connector.organizations() > 0
                    && stores.runs().begin(connector.id(), SCHEDULED, null, now).isEmpty()) {
                LOG.warn(
                        "connector {} is due while its last run is still under way: that one goes on, and this is left out",
                        connector.code());
            }
            stores.connectors().plan(connector, next);
        }
    }

    private void tell(ConnectorRun run) {
        LOG.info(
                "run {} of connector {}: {} organizations, {} succeeded, {} failed",
                run.id(),
                run.connector(),
                run.organizations(),
                run.succeeded(),
                run.failed());
        meters.connectorRun(run.connector(), run.status());
    }
}
