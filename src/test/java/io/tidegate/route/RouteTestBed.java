package io.tidegate.route;

import io.tidegate.provider.Provider;
import io.tidegate.provider.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A folder of route files, a live context over it, and what the reloader tells. */
final class RouteTestBed implements RouteListener, AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Path root;
    final DefaultCamelContext context = new DefaultCamelContext();
    final Providers providers = new Providers();
    final BlockingQueue<Applied> applied = new LinkedBlockingQueue<>();
    final BlockingQueue<RouteFault> refused = new LinkedBlockingQueue<>();
    final BlockingQueue<String> followed = new LinkedBlockingQueue<>();
    private @Nullable LiveRoutes routes;

    RouteTestBed(Path root) {
        this(root, false);
    }

    /** With counters, which take JMX. */
    static RouteTestBed counting(Path root) {
        return new RouteTestBed(root, true);
    }

    private RouteTestBed(Path root, boolean counting) {
        this.root = root;
        if (!counting) {
            context.disableJMX();
        }
        context.getShutdownStrategy().setTimeout(2);
        context.getComponent("direct", DirectComponent.class).setTimeout(3_000);
    }

    void write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LiveRoutes open() {
        return open(Map.of("greeting", "hello"));
    }

    LiveRoutes open(Map<String, String> properties) {
        context.start();
        return load(properties);
    }

    LiveRoutes openBeforeStart() {
        return load(Map.of());
    }

    /** Only routes of these providers, and of none, run when this returns; what of all ran by then. */
    Applied openFor(Set<String> names) {
        return openFor(names, null);
    }

    /** The same with a route that nobody's file declares between the trial and that. */
    Applied openFor(Set<String> names, @Nullable RouteBuilder other) {
        context.start();
        LiveRoutes tried = tried(Map.of());
        routes = tried;
        if (other != null) {
            try {
                context.addRoutes(other);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        tried.run(names::contains);
        return awaitApplied();
    }

    private LiveRoutes tried(Map<String, String> properties) {
        RouteOptions options =
                RouteOptions.of(properties).withDebounce(Duration.ofMillis(50)).withListener(this);
        RouteFolder folder = new RouteFolder(root, List.of("providers", "demo"));
        return LiveRoutes.tried(context, folder, providers, options, () -> NOW);
    }

    private LiveRoutes load(Map<String, String> properties) {
        LiveRoutes opened = tried(properties);
        opened.run();
        routes = opened;
        applied.clear();
        refused.clear();
        return opened;
    }

    /** A route that takes what an endpoint is sent, so that another cannot. */
    static RouteBuilder inTheWayOf(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("in the way").stop();
            }
        };
    }

    Applied awaitApplied() {
        return await(applied);
    }

    RouteFault awaitRefused() {
        return await(refused);
    }

    String awaitFollowed() {
        return await(followed);
    }

    static <T> T await(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was told in 20 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Provider provider(String name) {
        Provider provider = providers.find(name);
        if (provider == null) {
            throw new AssertionError(name + " is not in " + providers.all());
        }
        return provider;
    }

    RouteFileStatus status(String file) {
        LiveRoutes opened = routes;
        if (opened == null) {
            throw new AssertionError("not open");
        }
        return opened.status().stream()
                .filter(one -> one.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is not in " + opened.status()));
    }

    String ask(String uri) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.requestBody(uri, "", String.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onApplied(Applied change) {
        applied.add(change);
    }

    @Override
    public void onFollowed(String routeId) {
        followed.add(routeId);
    }

    @Override
    public void onRefused(RouteFault fault) {
        refused.add(fault);
    }

    @Override
    public void close() {
        LiveRoutes opened = routes;
        if (opened != null) {
            opened.close();
        }
        context.stop();
    }
}
