package io.tidegate.chaos;

import io.tidegate.program.Program;
import io.tidegate.testing.Await;
import io.tidegate.testing.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;

/** What is done to processes and to the database, one after another at random moments; what comes back does so beside. */
final class Attacks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String HELD_UP = """
            select application_name from pg_stat_activity
            where wait_event_type = 'Lock' and application_name like 'node-%' limit 1
            """;

    private final Random chance;
    private final Fleet fleet;
    private final Tables tables;
    private final TestServer server;
    private final Faults faults;
    private final Journal journal;
    private final InstantSource clock;
    private final ExecutorService beside = Executors.newCachedThreadPool();
    private final List<Future<?>> returning = new ArrayList<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private int nodes;

    /** One attack. */
    @FunctionalInterface
    interface Attack {
        void launch() throws Exception;
    }

    /** What the attacks need to know. */
    record Ground(Fleet fleet, Tables tables, TestServer server, Faults faults, Journal journal, InstantSource clock) {}

    Attacks(Plan plan, Ground ground) {
        this.chance = new Random(plan.seed() + 1);
        this.fleet = ground.fleet();
        this.tables = ground.tables();
        this.server = ground.server();
        this.faults = ground.faults();
        this.journal = ground.journal();
        this.clock = ground.clock();
        this.nodes = plan.nodes();
    }

    /** Every attack once or more, in an order of its own each time. */
    void round() throws Exception {
        List<Attack> round = new ArrayList<>(List.of(
                this::kill,
                this::killInUpsert,
                () -> restartDatabase(false),
                () -> restartDatabase(true),
                this::cut,
                this::cut,
                this::stop));
        Collections.shuffle(round, chance);
        round.add(0, this::pause);
        round.add(0, this::add);
        for (Attack attack : round) {
            journal.awaitMore(10 + chance.nextInt(150), 3_000);
            attack.launch();
        }
    }

    /** Waits until everything that was taken away is back. */
    List<String> end() throws InterruptedException, ExecutionException {
        for (Future<?> each : returning) {
            each.get();
        }
        return List.copyOf(complaints);
    }

    private void kill() throws InterruptedException {
        strike(victim(), "kill -9 at work");
    }

    private void strike(String node, String kind) throws InterruptedException {
        Instant at = clock.instant();
        fleet.take(node).kill();
        // what it had claimed stays its own until its lease ends
        fault(kind, at, tables.running(node));
        later(() -> fleet.start(node));
    }

    /** Holds the upserts of all back by a lock, and kills the process whose upsert waits. */
    private void killInUpsert() throws InterruptedException {
        String idle = victim();
        try (Handle handle = tables.jdbi().open()) {
            handle.begin();
            handle.execute("lock table sync_positions in share row exclusive mode");
            List<String> waiting = new ArrayList<>();
            Await.within(SOON, () -> {
                waiting.addAll(tables.texts(HELD_UP));
                return waiting.stream().anyMatch(fleet.up()::contains);
            });
            String node =
                    waiting.stream().filter(fleet.up()::contains).findFirst().orElse(idle);
            strike(node, "kill -9 mid-upsert");
            handle.rollback();
        }
    }

    /** A process stands still until its jobs went to others, and then wakes up. */
    private void pause() throws InterruptedException {
        String node = victim();
        Instant at = clock.instant();
        Program program = fleet.take(node);
        program.signal("STOP");
        Set<Long> docks = tables.running(node);
        later(() -> {
            boolean over = Await.within(PATIENCE, () -> {
                List<Long> left = new ArrayList<>();
                return tables.attempt(() -> left.addAll(tables.running(node))) && left.isEmpty();
            });
            if (!over) {
                complaints.add(node + " was paused for " + PATIENCE + " and still holds jobs");
            }
            program.signal("CONT");
            fault("paused past its lease", at, docks);
            fleet.giveBack(node, program);
        });
    }

    private void restartDatabase(boolean immediately) {
        Set<Long> docks = tables.running("");
        Instant at = clock.instant();
        if (immediately) {
            server.crash();
        } else {
            server.stop();
        }
        server.restart();
        fault(Faults.DATABASE + (immediately ? " crashes" : " restarts"), at, docks);
    }

    private void cut() throws InterruptedException {
        String node = victim();
        Set<Long> docks = new TreeSet<>(tables.running(node));
        Instant at = clock.instant();
        tables.texts("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + node + "'");
        docks.addAll(tables.running(node));
        fault("connections cut", at, docks);
    }

    /** One process more, which nobody has to be told of. */
    private void add() {
        Instant at = clock.instant();
        String more = "node-" + ++nodes;
        later(() -> {
            fleet.start(more);
            fault("process added", at, Set.of());
        });
    }

    /** A process that is told to stop leaves no job behind. */
    private void stop() throws InterruptedException {
        String node = victim();
        Instant at = clock.instant();
        Set<Long> docks = tables.running(node);
        Program program = fleet.take(node);
        program.stop();
        int exit = program.awaitExit();
        Set<Long> left = tables.running(node);
        fault("process told to stop", at, docks);
        if (exit != 0 || !left.isEmpty()) {
            complaints.add(node + " was told to stop, ended with " + exit + " and left docks " + left + " running");
        }
    }

    private void fault(String kind, Instant at, Set<Long> docks) {
        faults.add(new Faults.Fault(kind, true, at, clock.instant(), docks));
        Chaos.say(kind + ": docks " + docks);
    }

    /** A process with work, while another is there to take it over. */
    private String victim() {
        List<String> found = new ArrayList<>();
        boolean any = Await.within(PATIENCE, () -> {
            found.clear();
            if (fleet.up().size() > 1) {
                tables.attempt(() -> fleet.up().stream()
                        .filter(each -> !tables.running(each).isEmpty())
                        .forEach(found::add));
            }
            return !found.isEmpty();
        });
        if (!any) {
            throw new AssertionError("no process has had work for " + PATIENCE + "; up are " + fleet.up());
        }
        return found.get(chance.nextInt(found.size()));
    }

    private void later(Attack attack) {
        returning.add(beside.submit(() -> {
            attack.launch();
            return null;
        }));
    }

    @Override
    public void close() {
        beside.shutdownNow();
    }
}
