package io.tidegate.route;

import io.tidegate.provider.Providers;
import io.tidegate.route.RouteListener.Applied;
import io.tidegate.route.text.FoundFile;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.trial.LiveProperties;
import io.tidegate.route.trial.Trial;
import io.tidegate.route.trial.Trial.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the files of the routes folder and follows their changes. A file that cannot run stops only itself: at the start
 * it is left out, later its last good text goes on. A route that is at work is exchanged when its exchange ends.
 */
public final class LiveRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final Duration TICK = Duration.ofMillis(20);
    private static final Duration SLOW_TICK = Duration.ofMillis(100);

    /** The first syncs have the processors to themselves. */
    private static final Duration AFTER_START = Duration.ofMillis(500);

    private static final Duration LOOK_FOR_FOLDER = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 10_000;

    private final RouteFolder folder;
    private final RouteListener listener;
    private final InstantSource clock;
    private final Trial trial;
    private final RunningRoutes running;
    private final FolderWatch watch;
    private final Thread thread;
    private final FileStates states = new FileStates();
    private Map<String, FoundFile> seen = Map.of();
    private @Nullable Tried first;
    private boolean lost;
    private volatile boolean closed;

    private record Tried(Map<String, FoundFile> found, Outcome outcome, Duration took) {}

    private LiveRoutes(
            CamelContext live, RouteFolder folder, Providers providers, RouteOptions options, InstantSource clock)
            throws IOException {
        this.folder = folder;
        this.clock = clock;
        listener = options.listener();
        trial = new Trial(live, options.setting(folder));
        running = new RunningRoutes(new LiveContext(live, folder), providers);
        watch = new FolderWatch(folder, options.debounce());
        thread = new Thread(this::follow, "tidegate-routes");
        thread.setDaemon(true);
    }

    /**
     * Loads all files and begins to watch. In a started context every route runs when this returns; in one about to
     * start they are added and start with it.
     *
     * @param live with {@code routesCollectorEnabled=false}, so that it loads none of the files itself
     * @param providers where what the files declare goes, at the moment their routes change
     * @throws IllegalArgumentException when the folder does not exist
     */
    public static LiveRoutes open(
            CamelContext live, RouteFolder folder, Providers providers, RouteOptions options, InstantSource clock) {
        LiveRoutes routes = tried(live, folder, providers, options, clock);
        routes.run();
        return routes;
    }

    /** The same without running anything: the files are read and tried out, for {@link #run} to go on. */
    public static LiveRoutes tried(
            CamelContext live, RouteFolder folder, Providers providers, RouteOptions options, InstantSource clock) {
        if (!Files.isDirectory(folder.root())) {
            throw new IllegalArgumentException(
                    "the routes folder " + folder.root() + " does not exist; set tidegate.routes.dir");
        }
        try {
            LiveProperties.addTo(live, options.properties());
            LiveRoutes routes = new LiveRoutes(live, folder, providers, options, clock);
            routes.first = routes.tryOut();
            return routes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch the routes folder " + folder.root(), e);
        }
    }

    /** Runs what was {@link #tried}; once. */
    public void run() {
        run(provider -> true);
    }

    /**
     * The same, but of the files of other providers than these, those whose routes are only called follow half a second later:
     * until then their callers wait.
     */
    public void run(Predicate<String> providers) {
        Tried tried = Objects.requireNonNull(first, "run already");
        first = null;
        running.leave(tried.outcome().accepted(), providers.negate());
        apply(tried);
        started();
        thread.start();
    }

    private void started() {
        if (!running.isStarting() && !states.isFaulty()) {
            trial.keepVerdict();
        }
    }

    /** How each file stands, also files that never ran; by name. */
    public List<RouteFileStatus> status() {
        return states.status();
    }

    /** The text of a file that {@link #status} names; null for another. */
    public @Nullable RouteText text(String file) {
        return states.text(file);
    }

    /** Ends the watching; the routes go on. */
    @Override
    public void close() {
        closed = true;
        try {
            // this ends the waiting; a change that is being applied is applied whole
            watch.close();
            thread.join(CLOSE_MILLIS);
            thread.interrupt();
        } catch (IOException e) {
            LOG.warn("the watch on the routes folder did not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        while (!closed) {
            try {
                boolean changed = watch.await(tick());
                if (closed) {
                    return;
                }
                if (changed || lost) {
                    look();
                }
                progress();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // the next change gets its chance; a reloader that died would go unnoticed
                LOG.error("the routes folder could not be followed: {}", e.getMessage(), e);
            }
        }
    }

    /** A folder that is gone for a while, as when it is replaced, is not a wish to stop every route. */
    private void look() throws IOException {
        boolean gone = !Files.isDirectory(folder.root());
        if (gone && !lost) {
            LOG.error("the routes folder {} is gone; its routes go on until it is back", folder.root());
        }
        lost = gone;
        if (!gone) {
            watch.register();
            apply(tryOut());
        }
    }

    private @Nullable Duration tick() {
        if (lost) {
            return LOOK_FOR_FOLDER;
        }
        if (running.isStarting()) {
            return AFTER_START;
        }
        if (!running.isWaiting()) {
            return null;
        }
        return running.isHolding() ? TICK : SLOW_TICK;
    }

    /** Null when nothing is other than it was. */
    private @Nullable Tried tryOut() {
        long began = System.nanoTime();
        Map<String, FoundFile> found = folder.read();
        if (found.equals(seen)) {
            return null;
        }
        Outcome outcome = trial.run(running.set(), found);
        return new Tried(found, outcome, Duration.ofNanos(System.nanoTime() - began));
    }

    private void apply(@Nullable Tried tried) {
        if (tried == null) {
            return;
        }
        long began = System.nanoTime();
        Outcome outcome = tried.outcome();
        seen = tried.found();
        Map<String, Exception> failed = running.apply(outcome);
        outcome.changed().stream().filter(file -> !running.isLeft(file)).forEach(this::loaded);
        report(outcome, failed);
        publish();
        if (!outcome.changed().isEmpty()) {
            tell(outcome.changed(), tried.took().plusNanos(System.nanoTime() - began));
        }
    }

    private void loaded(String file) {
        states.loaded(file, running.set().find(file) == null ? null : clock.instant());
    }

    private void report(Outcome outcome, Map<String, Exception> failed) {
        boolean reloaded = thread.isAlive();
        states.refused(outcome, failed)
                .forEach((file, e) -> refuse(file, e, reloaded && running.set().find(file) != null));
    }

    private void refuse(String file, RefusedFileException e, boolean runs) {
        RouteFault fault = new RouteFault(file, e.line(), e.reason(), clock.instant());
        if (!states.refused(fault)) {
            return;
        }
        LOG.warn(
                "{}; {}",
                folder.shown(fault.text()),
                runs ? "the running routes stay as they were" : "it is not loaded");
        publish();
        listener.onRefused(fault);
    }

    private void tell(Collection<String> files, Duration took) {
        Applied applied = new Applied(files, running.takeDone(), running.waiting(), took);
        String seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
        String names = String.join(", ", files.stream().map(folder::shown).toList());
        String done = applied.routes().isEmpty() ? "no route changed" : String.join(", ", applied.routes());
        List<String> exchanging = running.exchanging();
        String later = exchanging.isEmpty() ? "" : "; when their exchange ends: " + String.join(", ", exchanging);
        if (thread.isAlive()) {
            LOG.info("{} reloaded: {}{} ({})", names, done, later, seconds);
        } else if (running.isStarting()) { // the load at the start; all names would say nothing new
            LOG.info(
                    "{} routes run ({}), {} more follow",
                    applied.routes().size(),
                    seconds,
                    applied.waiting().size());
        } else {
            LOG.info("{} routes of {} files run ({})", applied.routes().size(), files.size(), seconds);
        }
        listener.onApplied(applied);
    }

    private void progress() {
        boolean starting = running.isStarting();
        Set<String> followed = running.follow();
        Map<String, Exception> failed = running.step();
        followed.forEach(this::loaded);
        FileStates.failed(failed).forEach((file, e) -> refuse(file, e, !starting));
        List<String> done = running.takeDone();
        if (!done.isEmpty()) {
            publish();
            if (starting) {
                LOG.info("{} more routes run", done.size());
            } else {
                LOG.info("reloaded after its exchange ended: {}", String.join(", ", done));
            }
            done.forEach(listener::onFollowed);
        }
        if (starting) {
            started();
        }
    }

    private void publish() {
        states.publish(running, seen);
    }
}
