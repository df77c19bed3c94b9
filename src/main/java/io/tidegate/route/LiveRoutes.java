package io.tidegate.route;

import io.tidegate.provider.Providers;
import io.tidegate.route.RouteListener.Applied;
import io.tidegate.route.text.FoundFile;
import io.tidegate.route.text.RefusedFileException;
import io.tidegate.route.text.RouteFile;
import io.tidegate.route.text.RouteItem;
import io.tidegate.route.text.Sentence;
import io.tidegate.route.trial.LiveProperties;
import io.tidegate.route.trial.Trial;
import io.tidegate.route.trial.Trial.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final Duration LOOK_FOR_FOLDER = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 10_000;

    private final RouteFolder folder;
    private final RouteListener listener;
    private final InstantSource clock;
    private final Trial trial;
    private final RunningRoutes running;
    private final FolderWatch watch;
    private final Thread thread;
    private final Map<String, RouteFault> faults = new TreeMap<>();
    private final Map<String, Instant> loadedAt = new TreeMap<>();
    private Map<String, FoundFile> seen = Map.of();
    private volatile List<RouteFileStatus> status = List.of();
    private volatile Map<String, RouteText> texts = Map.of();
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
        apply(first);
        first = null;
        if (faults.isEmpty()) {
            trial.keepVerdict();
        }
        thread.start();
    }

    /** How each file stands, also files that never ran; by name. */
    public List<RouteFileStatus> status() {
        return status;
    }

    /** The text of a file that {@link #status} names; null for another. */
    public @Nullable RouteText text(String file) {
        return texts.get(file);
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
        outcome.changed().forEach(file -> loaded(file, outcome));
        report(outcome, failed);
        publish();
        if (!outcome.changed().isEmpty()) {
            tell(outcome.changed(), tried.took().plusNanos(System.nanoTime() - began));
        }
    }

    private void loaded(String file, Outcome outcome) {
        if (outcome.accepted().find(file) == null) {
            loadedAt.remove(file);
        } else {
            loadedAt.put(file, clock.instant());
        }
    }

    private void report(Outcome outcome, Map<String, Exception> failed) {
        Map<String, RefusedFileException> refused = new TreeMap<>(outcome.refused());
        failed.forEach((file, e) -> refused.put(
                file, new RefusedFileException(file, null, "did not start: " + Sentence.of(e.getMessage()), e)));
        faults.keySet().retainAll(refused.keySet());
        refused.forEach((file, e) -> refuse(file, e, running.set().find(file) != null));
    }

    private void refuse(String file, RefusedFileException e, boolean runs) {
        RouteFault fault = new RouteFault(file, e.line(), e.reason(), clock.instant());
        RouteFault before = faults.get(file);
        if (before != null && before.text().equals(fault.text())) {
            return;
        }
        faults.put(file, fault);
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
        String later = applied.waiting().isEmpty()
                ? ""
                : "; when their exchange ends: " + String.join(", ", applied.waiting());
        if (thread.isAlive()) {
            LOG.info("{} reloaded: {}{} ({})", names, done, later, seconds);
        } else { // the load at the start; all names would say nothing new
            LOG.info("{} routes of {} files run ({})", applied.routes().size(), files.size(), seconds);
        }
        listener.onApplied(applied);
    }

    private void progress() {
        Map<String, Exception> failed = running.step();
        failed.forEach((file, e) -> refuse(
                file, new RefusedFileException(file, null, "did not start: " + Sentence.of(e.getMessage()), e), true));
        List<String> done = running.takeDone();
        if (!done.isEmpty()) {
            publish();
            LOG.info("reloaded after its exchange ended: {}", String.join(", ", done));
            done.forEach(listener::onFollowed);
        }
    }

    private void publish() {
        TreeSet<String> names = new TreeSet<>(running.set().names());
        names.addAll(faults.keySet());
        List<RouteFileStatus> files = new ArrayList<>();
        Map<String, RouteText> known = new TreeMap<>();
        for (String name : names) {
            RouteFile file = running.set().find(name);
            List<String> ids = file == null
                    ? List.of()
                    : file.routes().stream().map(RouteItem::id).toList();
            files.add(new RouteFileStatus(name, loadedAt.get(name), ids, running.waiting(name), faults.get(name)));
            known.put(name, text(name, file));
        }
        texts = Map.copyOf(known);
        status = List.copyOf(files);
    }

    private RouteText text(String name, @Nullable RouteFile file) {
        FoundFile found = seen.get(name);
        List<RouteText.Place> places = file == null
                ? List.of()
                : file.routes().stream().map(LiveRoutes::place).toList();
        return new RouteText(name, file == null ? null : file.text(), found == null ? null : found.text(), places);
    }

    private static RouteText.Place place(RouteItem item) {
        RouteItem.Located template = item.kind() == RouteItem.Kind.TEMPLATED ? item.template() : null;
        return new RouteText.Place(item.id(), item.line(), template == null ? null : template.text());
    }
}
