package io.tidegate;

import io.tidegate.cli.Launcher;
import io.tidegate.cli.TidegateCommand;
import io.tidegate.clock.NodeClock;
import io.tidegate.config.Settings;
import io.tidegate.console.Console;
import io.tidegate.mbean.MBeans;
import io.tidegate.monitor.EventStore;
import io.tidegate.rehearsal.Fault;
import io.tidegate.route.RouteFolder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Tidegate implements Launcher {
    /** The one clock of the program: the database's, as soon as there is one. */
    private static final NodeClock CLOCK = new NodeClock(InstantSource.system(), System::nanoTime);

    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(45);
    private static final Duration LONGEST_START = Duration.ofSeconds(40);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Tidegate() {}

    public static void main(String[] args) {
        System.exit(TidegateCommand.ofProcess(new Tidegate(), CLOCK).execute(args));
    }

    /** Runs until the process is told to stop. */
    @Override
    public int launch(Settings settings, boolean demo) throws InterruptedException {
        CompletableFuture<Node> node = new CompletableFuture<>();
        // From the beginning: who is told to stop while he starts leaves no server behind either.
        boolean serves = settings.db().url() == null;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndExit(node, serves), "stop"));
        try {
            node.complete(start(settings, demo));
        } catch (RuntimeException e) {
            stop();
            throw e;
        } finally {
            node.cancel(false);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    @Override
    public void rehearse(Settings settings) throws InterruptedException {
        long began = System.nanoTime();
        try {
            EventStore events = start(settings, true).beans().events();
            while (ended(events) < 2 && System.nanoTime() - began < LONGEST_REHEARSAL.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } finally {
            stop();
        }
    }

    private static long ended(EventStore events) {
        return events.recent(EventStore.Filter.ALL, null, EventStore.DEFAULT_LIMIT).items().stream()
                .filter(event -> event.time().completedAt() != null)
                .count();
    }

    @Override
    public List<Fault> tryOut(Settings settings, String name, String text) {
        return RouteTrial.faults(settings, CLOCK, name, text);
    }

    private Node start(Settings settings, boolean demo) {
        long began = System.nanoTime();
        Logger log = LoggerFactory.getLogger(Tidegate.class);
        Console console = started(Console.bind(settings, CLOCK));
        Map<String, String> properties = new HashMap<>(settings.routeProperties());
        Demo provider = demo ? started(Demo.start(settings, CLOCK, properties)) : null;
        RouteFolder folder = new RouteFolder(
                settings.directories().routes(), demo ? List.of("providers", "demo") : List.of("providers"));
        Node node = started(Node.start(settings, CLOCK, folder, console.forCamel(), properties));
        if (provider != null) {
            provider.connect(node);
        }
        Console.Backstage backstage = new Backstage(node, settings, CLOCK).open();
        console.open(backstage, node.meters());
        AutoCloseable devices = console::endDevices;
        started(devices);
        started(MBeans.open(ManagementFactory.getPlatformMBeanServer(), node.sights(CLOCK), backstage.api()));
        log.info(
                "Tidegate is up after {} ms: {}",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                console.url());
        return node;
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /**
     * A start that is under way comes to its end first where it has a server to stop, if it does soon: who moves millions of
     * rows to a new schema is not waited for. A start that failed has stopped everything, and its code stands.
     */
    private void stopAndExit(CompletableFuture<Node> node, boolean serves) {
        if (!node.isDone() && serves) {
            LoggerFactory.getLogger(Tidegate.class).info("stops as soon as it has started");
        }
        boolean failed = node.handle((up, fault) -> up == null)
                .completeOnTimeout(true, serves ? LONGEST_START.toSeconds() : 0, TimeUnit.SECONDS)
                .join();
        if (failed) {
            return;
        }
        stop();
        // What was told to stop and did has not failed, whatever the signal's own code says.
        Runtime.getRuntime().halt(0);
    }

    /** In reverse order; what fails to stop does not keep the rest from it. */
    private void stop() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Tidegate.class).warn("{} did not stop cleanly", part, e);
            }
        }
    }
}
