package io.tidegate.federation.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.cli.session.DeclaredProviders;
import io.tidegate.dock.Dock;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.meter.FlowMeters;
import io.tidegate.provider.Providers;
import io.tidegate.queue.QueueStore;
import io.tidegate.route.text.ProviderReader;
import io.tidegate.route.text.RouteFile;
import io.tidegate.testing.SettableClock;
import io.tidegate.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connector with some organizations, the tick, and hands that do what workers would. */
final class ConnectorBed {
    static final String DAILY = "0 15 2 * * ?";
    static final Instant NIGHT = Instant.parse("2026-11-22T02:15:00Z");

    final SettableClock clock = new SettableClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Providers providers = new Providers();
    final ConnectorStore connectors;
    final ConnectionStore connections;
    final ConnectorRunStore runs;
    private final TestDatabase database;

    ConnectorBed(TestDatabase database) {
        this.database = database;
        this.connectors = new ConnectorStore(database.jdbi(), new ObjectMapper());
        this.connections = new ConnectionStore(database.jdbi(), new ObjectMapper());
        this.runs = new ConnectorRunStore(database.jdbi());
        database.clear("organizations", "connectors", "lanes", "sync_events", "import_sessions");
        load();
    }

    void load() {
        Path file = Path.of("routes-yaml/providers/foireann" + RouteFile.SUFFIX);
        try {
            providers.put(new ProviderReader(DeclaredProviders.placeholders(Map.of()))
                    .read(RouteFile.read(file.toString(), Files.readString(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One tick, of a node of its own. */
    void tick() {
        new HistoryEnds(new HistoryEndStore(database.jdbi()), clock).close();
        new ConnectorRuns(
                        new ConnectorRuns.Stores(
                                connectors,
                                runs,
                                new RunStepStore(database.jdbi()),
                                new QueueStore(database.jdbi(), new ObjectMapper())),
                        providers,
                        new FlowMeters(meters),
                        clock)
                .tick();
    }

    void tick(Duration later) {
        clock.tick(later);
        tick();
    }

    /** A connector that runs nightly, with so many organizations; returns their docks. */
    List<Long> connector(String code, int organizations) {
        Connector made = new Connector(
                connectors.nextId(),
                code,
                code,
                "foireann",
                new Connector.Access(AuthType.API_KEY, Map.of(), null, false),
                new Connector.Policy(Strategy.MERGE, Map.of("email", Strategy.LOCAL_WINS)),
                new Connector.Plan(true, DAILY, Duration.ofSeconds(60), NIGHT),
                new Connector.Condition(Connector.Status.ACTIVE, null, null, null, 0),
                0,
                clock.instant(),
                clock.instant());
        connectors.add(made, clock.instant());
        for (int i = 1; i <= organizations; i++) {
            long organization = number(
                    "insert into organizations (slug, name) values ('" + code + "-" + i + "', 'Club') returning id");
            String club = "club-" + i;
            connections.add(
                    new Connection.Wanted(organization, club, code),
                    new ConnectionStore.NewDock(made, made.access().parameters(Map.of(), club), null),
                    owner -> new Dock.Access(null, "", "lane-" + owner.dock()),
                    clock.instant());
        }
        return connections.docks(made.id()).stream().sorted().toList();
    }

    Connector look(String code) {
        return connectors.find(code).orElseThrow();
    }

    /** The newest run of a connector. */
    ConnectorRun run(String code) {
        return runs.list(look(code).id(), null, 1).items().get(0);
    }

    List<String> states(String code) {
        return runs.parts(run(code).id(), clock.instant()).stream()
                .map(ConnectorRun.Part::state)
                .toList();
    }

    /** Docks with a job that waits for a worker. */
    List<Long> queued() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select dock_id from sync_queue where state = 'available' order by id")
                        .mapTo(Long.class)
                        .list());
    }

    /** A worker takes the dock's job; returns its run. */
    long begin(long dock) {
        long event = number("select nextval('sync_events_id')");
        execute("update sync_queue set state = 'running', event_id = " + event + ", event_at = '" + clock.instant()
                + "' where dock_id = " + dock + " and state in ('available', 'retryable')");
        execute("update docks set last_sync_attempt = '" + clock.instant() + "' where id = " + dock);
        execute("insert into sync_events (id, org_id, dock_id, job_id, service, sync_type, trigger, status, started_at)"
                + " select " + event + ", org_id, dock_id, id, 'foireann', 'full', type, 'started', event_at"
                + " from sync_queue where dock_id = " + dock + " and state = 'running'");
        return event;
    }

    /** The run ends a second later as success, partial or failed, and its job with it. */
    void end(long dock, String status, @Nullable String error) {
        clock.tick(Duration.ofSeconds(1));
        String told = error == null ? "null" : "'" + error + "'";
        execute("update sync_events e set status = '" + status + "', completed_at = '" + clock.instant()
                + "', items_processed = 7, error_message = " + told
                + " from sync_queue q where q.dock_id = " + dock + " and q.state = 'running' and e.id = q.event_id");
        execute("update sync_queue set state = '" + (status.equals("failed") ? "retryable" : "completed")
                + "', event_id = null, event_at = null, run_at = '"
                + clock.instant().plus(Duration.ofMinutes(2)) + "', error = " + told + " where dock_id = " + dock
                + " and state = 'running'");
    }

    /** From its claim to its end. */
    void work(long dock, String status, @Nullable String error) {
        begin(dock);
        end(dock, status, error);
    }

    void execute(String statement) {
        database.jdbi().useHandle(handle -> handle.execute(statement));
    }

    long number(String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
