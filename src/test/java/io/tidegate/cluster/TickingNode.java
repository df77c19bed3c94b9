package io.tidegate.cluster;

import io.tidegate.config.Settings;
import io.tidegate.db.Database;
import io.tidegate.provider.Providers;
import io.tidegate.route.LiveRoutes;
import io.tidegate.route.RouteFault;
import io.tidegate.route.RouteFolder;
import io.tidegate.route.RouteListener;
import io.tidegate.route.RouteOptions;
import io.tidegate.route.ScratchComponents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;

/** A node with nothing but a tick behind {@code master:}, in a file that the reloader follows. */
final class TickingNode implements AutoCloseable, RouteListener {
    private static final String TICKS = """
            - route:
                id: tick
                from:
                  uri: master:test:quartz:tidegate/tick
                  parameters:
                    %s
                    stateful: true
                  steps:
                    - bean:
                        ref: ticks
                        method: add("%s")
            - route:
                id: other
                from:
                  uri: master:test:quartz:tidegate/other
                  parameters:
                    cron: "* * * * * ?"
                  steps:
                    - bean:
                        ref: others
                        method: add("other")
            """;

    final BlockingQueue<String> ticks = new LinkedBlockingQueue<>();
    final BlockingQueue<String> others = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
    private final Path folder;
    private final Database database;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final LiveRoutes routes;

    /**
     * @param url of the database
     * @param leaders learns the node's name whenever it becomes the leader
     */
    TickingNode(Path folder, String name, String url, BlockingQueue<String> leaders) {
        this.folder = folder;
        Settings settings = Settings.load(
                folder,
                Map.of(),
                List.of("--tidegate.db.url=" + url, "--tidegate.node=" + name, "--tidegate.db.pool-size=3"));
        database = Database.open(settings);
        LockCluster cluster = new LockCluster(name, () -> database.session(""), () -> leaders.add(name));
        context.disableJMX();
        context.getRegistry().bind("ticks", ticks);
        context.getRegistry().bind("others", others);
        context.getRegistry().bind("master", new LeaderComponent(cluster));
        try {
            context.addService(cluster);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        context.start();
        write("* * * * * ?", "first");
        ScratchComponents standard = ScratchComponents.standard();
        RouteOptions options = RouteOptions.of(Map.of())
                .withDebounce(Duration.ofMillis(50))
                .withListener(this)
                .withComponents(
                        scheme -> scheme.equals("master") ? new LeaderComponent(cluster) : standard.create(scheme));
        routes = LiveRoutes.open(
                context, new RouteFolder(folder, List.of()), new Providers(), options, () -> Instant.EPOCH);
    }

    /** Changes when it ticks and what it says then. */
    void write(String cron, String says) {
        writeTrigger("cron: \"" + cron + "\"", says);
    }

    /** The same with any parameter. */
    void writeTrigger(String when, String says) {
        try {
            Files.writeString(folder.resolve("1-tick.camel.yaml"), TICKS.formatted(when, says));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String awaitTick() {
        return await(ticks);
    }

    /** Until it says this, and not only what it said before. */
    void awaitTick(String says) {
        for (int tick = 0; tick < 60; tick++) {
            if (awaitTick().equals(says)) {
                return;
            }
        }
        throw new AssertionError("it does not say " + says);
    }

    @Override
    public void onRefused(RouteFault fault) {
        refused.add(fault.text());
    }

    String awaitRefused() {
        return await(refused);
    }

    static <T> T await(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came in 20 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** As its end does; a second time it does nothing. */
    void stop() {
        routes.close();
        context.stop();
        database.close();
    }
}
