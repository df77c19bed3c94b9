package io.tidegate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.alert.AlertWatch;
import io.tidegate.budget.BudgetStore;
import io.tidegate.budget.LevelStore;
import io.tidegate.cluster.LeaderComponent;
import io.tidegate.cluster.LockCluster;
import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.db.Notifications;
import io.tidegate.db.PartitionStore;
import io.tidegate.dock.DockLaneStore;
import io.tidegate.dock.DockPlanStore;
import io.tidegate.dock.DockStore;
import io.tidegate.egress.Egress;
import io.tidegate.federation.local.ComingOfAge;
import io.tidegate.federation.local.PlayerSideStore;
import io.tidegate.federation.reconcile.BatchStore;
import io.tidegate.federation.reconcile.Reconciler;
import io.tidegate.monitor.DeadLetterStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.monitor.Monitor;
import io.tidegate.oauth.AccessTokens;
import io.tidegate.oauth.TokenEndpoint;
import io.tidegate.oauth.TokenStore;
import io.tidegate.provider.Lists;
import io.tidegate.provider.Providers;
import io.tidegate.queue.JobQueue;
import io.tidegate.queue.QueueStore;
import io.tidegate.record.ChangeStore;
import io.tidegate.record.PageStore;
import io.tidegate.record.PositionStore;
import io.tidegate.record.ResourceCountStore;
import io.tidegate.record.ResourceStore;
import io.tidegate.sync.Accounts;
import io.tidegate.sync.BodyReader;
import io.tidegate.sync.BudgetGate;
import io.tidegate.sync.ChangeDetector;
import io.tidegate.sync.CircuitBreakers;
import io.tidegate.sync.DeadLetter;
import io.tidegate.sync.DeletionGuard;
import io.tidegate.sync.Failures;
import io.tidegate.sync.HeaderCapture;
import io.tidegate.sync.PageCommit;
import io.tidegate.sync.ProviderHttp;
import io.tidegate.sync.RequestBuilder;
import io.tidegate.sync.RunFinisher;
import io.tidegate.sync.RunPlan;
import io.tidegate.upkeep.DockLanes;
import io.tidegate.upkeep.DueDocks;
import io.tidegate.upkeep.LeftoverStore;
import io.tidegate.upkeep.Maintenance;
import io.tidegate.upkeep.Paces;
import io.tidegate.upkeep.StalledRuns;
import io.tidegate.vault.CredentialBook;
import io.tidegate.vault.Vault;
import io.tidegate.webhook.EventReader;
import io.tidegate.webhook.RecordFetch;
import io.tidegate.webhook.WebhookLogStore;
import io.tidegate.webhook.WebhookReceiver;
import io.tidegate.work.JobSource;
import io.tidegate.work.JobsComponent;
import io.tidegate.work.ListThreads;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/** Every bean a route may name, in the order of the flow. A bean is called as its class, with a small first letter. */
public final class Beans {
    /** A tree takes many times the room of its text: what is larger than any page of a list is not built at all. */
    private static final StreamReadConstraints BODIES = StreamReadConstraints.builder()
            .maxTokenCount(2_000_000)
            .maxNestingDepth(200)
            .build();

    private final Egress egress;
    private final Providers providers = new Providers();
    private final JobQueue jobQueue;
    private final DockStore docks;
    private final LevelStore levels;
    private final EventStore events;
    private final ChangeStore changes;
    private final ResourceCountStore counts;
    private final JobSource jobSource;
    private final Maintenance maintenance;
    private final LockCluster cluster;
    private final KafkaBeans kafka;
    private final AlertWatch alertWatch;
    private final Map<String, Object> beans = new LinkedHashMap<>();

    /**
     * Makes them.
     *
     * @param database whose tables hold every state
     * @param egress whom they may ask
     */
    public Beans(
            Settings settings,
            Database database,
            Vault vault,
            Egress egress,
            MeterRegistry meters,
            InstantSource clock) {
        ObjectMapper json = new ObjectMapper(
                JsonFactory.builder().streamReadConstraints(BODIES).build());
        this.egress = egress;
        Settings.Sync sync = settings.sync();
        QueueStore queue = new QueueStore(database.jdbi(), json);
        docks = new DockStore(database.jdbi(), json);
        events = new EventStore(database.jdbi());
        changes = new ChangeStore(database.jdbi(), json);
        counts = new ResourceCountStore(database.jdbi());
        levels = new LevelStore(database.jdbi(), sync.reservePercent());
        BudgetStore budgets = new BudgetStore(database.jdbi(), json, sync.reservePercent());
        ResourceStore resources = new ResourceStore(database.jdbi(), json);
        PositionStore positions = new PositionStore(database.jdbi());
        Monitor monitor = new Monitor(meters, json, clock, sync.rateLimitLogs());
        CredentialBook credentials = new CredentialBook(vault);
        AccessTokens tokens =
                new AccessTokens(new TokenStore(database.jdbi()), new TokenEndpoint(egress, clock), vault, clock);
        BodyReader bodyReader = new BodyReader(credentials, clock);
        jobQueue = new JobQueue(queue, clock, sync.node(), sync.lease());
        kafka = new KafkaBeans(settings, jobQueue, clock);
        jobSource = new JobSource(
                jobQueue,
                docks,
                providers,
                credentials,
                () -> new Notifications(database.dataSource(), QueueStore.CHANNEL),
                kafka.announced());
        WebhookLogStore webhooks = new WebhookLogStore(database.jdbi());
        maintenance = new Maintenance(
                new PartitionStore(database.jdbi()),
                queue,
                new DeadLetterStore(database.jdbi()),
                webhooks,
                new LeftoverStore(database.jdbi()),
                clock);
        DockPlanStore plan = new DockPlanStore(database.jdbi());
        cluster = new LockCluster(sync.node(), () -> database.session(""), () -> plan.spread(clock.instant()));

        CircuitBreakers circuits = new CircuitBreakers(clock);

        // what the statements of the flow run on, and where its routes begin
        beans.put("tidegate", database.dataSource());
        beans.put("jobs", new JobsComponent(jobSource));
        beans.put("master", new LeaderComponent(cluster));
        // 1-schedule, 2-work
        beans.put(
                "dueDocks",
                new DueDocks(
                        new DockLanes(docks, new DockLaneStore(database.jdbi()), providers, sync.sequential()),
                        plan,
                        providers,
                        clock));
        beans.put("paces", new Paces(levels, plan, clock));
        beans.put("jobQueue", jobQueue);
        beans.put("stalledRuns", new StalledRuns(queue, docks, providers, clock));
        beans.put("accounts", new Accounts(new DockLaneStore(database.jdbi()), json, clock, sync.sequential()));
        beans.put("runPlan", new RunPlan(docks, positions, resources, credentials, egress, clock));
        BatchStore batches = new BatchStore(database.jdbi(), json);
        beans.put("reconciler", new Reconciler(batches, jobQueue, clock));
        beans.put("runFinisher", new RunFinisher(budgets, monitor, json, clock, sync.laneSpacing()));
        // 3-list
        ExecutorService threads = ListThreads.of(sync.workers());
        for (int atOnce = 1; atOnce <= Lists.MOST_AT_ONCE; atOnce++) {
            beans.put("listThreads" + atOnce, atOnce == 1 ? ListThreads.ofWorker() : threads);
        }
        beans.put("circuitBreakers", circuits);
        beans.put(
                "circuitBreakerRegistry",
                CircuitBreakerRegistry.custom().withRegistryStore(circuits).build());
        beans.put("budgetGate", new BudgetGate(budgets, jobQueue, clock));
        beans.put("requestBuilder", new RequestBuilder(new PageStore(database.jdbi())));
        beans.put("providerHttp", new ProviderHttp(egress, credentials, tokens));
        beans.put("headerCapture", new HeaderCapture(budgets, monitor, bodyReader, json, credentials, clock));
        beans.put("bodyReader", bodyReader);
        beans.put("changeDetector", new ChangeDetector(resources, changes, json, clock));
        beans.put("pageCommit", new PageCommit(jobQueue, monitor.flow()));
        beans.put("deletionGuard", new DeletionGuard(resources, json, monitor.flow(), clock));
        // webhooks
        WebhookReceiver.Records records = new WebhookReceiver.Records(webhooks, monitor.flow());
        beans.putAll(
                new WebhookBeans(database, vault, docks, new WebhookBeans.Receiving(providers, records, json, clock))
                        .byName());
        beans.put("recordFetch", new RecordFetch(resources, json, clock));
        beans.put("eventReader", new EventReader(webhooks, resources, changes, json, clock));
        beans.putAll(
                new FederationBeans(settings.federation(), database, json, providers, monitor.flow(), clock).byName());
        // 4-fail, 5-monitor, maintenance
        beans.put("failures", new Failures(credentials, monitor, clock));
        beans.put("deadLetter", new DeadLetter(json, clock));
        beans.put("monitor", monitor);
        WatchBeans watching = new WatchBeans(
                settings, database, vault, egress, new WatchBeans.Watched(docks, levels, providers, json, clock));
        beans.putAll(watching.byName());
        alertWatch = watching.alertWatch();
        beans.put("maintenance", maintenance);
        beans.putAll(new DeviceBeans(database, clock).byName());
        beans.putAll(kafka.byName(jobQueue, database, json, meters, clock));
        beans.put("comingOfAge", new ComingOfAge(new PlayerSideStore(database.jdbi(), json), clock));
    }

    /** By the names that routes use. */
    public Map<String, Object> byName() {
        return Map.copyOf(beans);
    }

    /** Why something does not go over Kafka; null where all does that is to. */
    @Nullable String kafkaFault() {
        return kafka.fault();
    }

    /** One of our components for another context, or null when the scheme is not ours. */
    public @Nullable Component component(String scheme) {
        return switch (scheme) {
            case "jobs" -> new JobsComponent(jobSource);
            case "master" -> new LeaderComponent(cluster);
            default -> kafka.component(scheme);
        };
    }

    /** Lets routes of a context ask who leads; before it starts. */
    public void join(CamelContext context) {
        try {
            context.addService(cluster);
        } catch (Exception e) {
            throw new IllegalStateException("the cluster service does not start", e);
        }
    }

    /** Lets another node tick. */
    public void leave() {
        cluster.stop();
    }

    /** Whom requests may reach. */
    public Egress egress() {
        return egress;
    }

    public Providers providers() {
        return providers;
    }

    public JobQueue jobQueue() {
        return jobQueue;
    }

    public JobSource jobSource() {
        return jobSource;
    }

    public AlertWatch alertWatch() {
        return alertWatch;
    }

    public Maintenance maintenance() {
        return maintenance;
    }

    public DockStore docks() {
        return docks;
    }

    public EventStore events() {
        return events;
    }

    public ChangeStore changes() {
        return changes;
    }

    public ResourceCountStore counts() {
        return counts;
    }

    public LevelStore levels() {
        return levels;
    }
}
