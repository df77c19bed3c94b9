package io.tidegate.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.tidegate.meter.FleetStore.Fleet;
import io.tidegate.meter.FleetStore.OfProvider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures that are read from the database when somebody looks, all of them at once and every few seconds at most. While it
 * does not answer they stay what they were, for a minute; how old they are is a figure too.
 */
public final class FleetMeters {
    private static final Logger LOG = LoggerFactory.getLogger(FleetMeters.class);
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long OLD_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final FleetStore store;
    private final InstantSource clock;
    private final Supplier<Set<String>> loaded;
    private final List<Row> rows = new ArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable Fleet last;
    private volatile long readAt;
    private volatile long triedAt = System.nanoTime() - EVERY_NANOS;

    /** A gauge with several rows, and how they are made. */
    private record Row(MultiGauge gauge, Function<Fleet, List<MultiGauge.Row<?>>> of) {}

    /** @param loaded names of the providers that labels may name; docks of others count as {@code other} */
    public FleetMeters(MeterRegistry meters, FleetStore store, Supplier<Set<String>> loaded, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.loaded = loaded;
        gauge(
                meters,
                "tidegate.queue.jobs",
                "Jobs that are not finished, by state",
                null,
                fleet -> figures("state", fleet.jobs()));
        gauge(
                meters,
                "tidegate.errors.open",
                "Errors that are not resolved",
                null,
                fleet -> figures("provider", fleet.errors()));
        gauge(
                meters,
                "tidegate.alerts.open",
                "Alerts that are not resolved",
                null,
                fleet -> figures("severity", fleet.alerts()));
        gauge(
                meters,
                "tidegate.docks",
                "Docks by state; failing and waiting ones are active too",
                null,
                fleet -> states(fleet, OfProvider::docks));
        gauge(
                meters,
                "tidegate.lanes",
                "Lanes: with a run at work, held for a budget, or idle",
                null,
                fleet -> states(fleet, OfProvider::lanes));
        gauge(
                meters,
                "tidegate.freshness.lag",
                "Time since the last success of the dock that had none for longest",
                "seconds",
                fleet -> figures(fleet, OfProvider::lag));
        gauge(
                meters,
                "tidegate.freshness.intervals",
                "The same as a multiple of the dock's own interval",
                null,
                fleet -> figures(fleet, OfProvider::intervals));
        gauge(
                meters,
                "tidegate.budget.left",
                "What is left of the limit that has least left, 0 to 1",
                "ratio",
                fleet -> figures("provider", fleet.left()));
        single(
                meters,
                "tidegate.queue.oldest",
                "Time since the oldest job was due that does not run",
                "seconds",
                Fleet::oldest);
        single(meters, "tidegate.dead.letters", "Dead letters that are not decided", null, Fleet::letters);
        Gauge.builder("tidegate.readings.age", this, FleetMeters::age)
                .description("Age of the figures that are read from the database; it grows while that is away")
                .baseUnit("seconds")
                .register(meters);
    }

    private void gauge(
            MeterRegistry meters,
            String name,
            String says,
            @Nullable String unit,
            Function<Fleet, List<MultiGauge.Row<?>>> of) {
        rows.add(new Row(
                MultiGauge.builder(name).description(says).baseUnit(unit).register(meters), of));
    }

    private void single(
            MeterRegistry meters, String name, String says, @Nullable String unit, ToDoubleFunction<Fleet> of) {
        Gauge.builder(name, this, self -> {
                    Fleet fleet = self.last;
                    return fleet == null ? Double.NaN : of.applyAsDouble(fleet);
                })
                .description(says)
                .baseUnit(unit)
                .register(meters);
    }

    private double age() {
        return last == null ? Double.NaN : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readAt) / 1000.0;
    }

    /** Reads the figures anew, unless that was done a moment ago; waits for a second at most. */
    public void freshen() {
        if (System.nanoTime() - triedAt < EVERY_NANOS || !reading.compareAndSet(false, true)) {
            return;
        }
        triedAt = System.nanoTime();
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = new Thread(
                () -> {
                    try {
                        read();
                    } finally {
                        reading.set(false);
                        done.countDown();
                    }
                },
                "fleet-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            // a database that is away keeps the reader, and not whoever asks
            if (!done.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("figures are still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        Fleet fleet = null;
        try {
            fleet = store.read(loaded.get(), clock.instant());
            readAt = System.nanoTime();
            last = fleet;
        } catch (RuntimeException e) {
            LOG.debug("figures cannot be read: {}", e.getMessage());
            if (last == null || System.nanoTime() - readAt < OLD_NANOS) {
                return;
            }
            last = null;
        }
        try {
            for (Row row : rows) {
                row.gauge().register(fleet == null ? List.of() : row.of().apply(fleet), true);
            }
        } catch (RuntimeException e) {
            LOG.warn("figures cannot be told: {}", e.getMessage());
        }
    }

    private static List<MultiGauge.Row<?>> states(Fleet fleet, Function<OfProvider, Map<String, Long>> of) {
        List<MultiGauge.Row<?>> all = new ArrayList<>();
        for (OfProvider one : fleet.providers()) {
            of.apply(one)
                    .forEach((state, count) ->
                            all.add(MultiGauge.Row.of(Tags.of("provider", one.provider(), "state", state), count)));
        }
        return all;
    }

    private static List<MultiGauge.Row<?>> figures(Fleet fleet, Function<OfProvider, Double> of) {
        return figures("provider", fleet.providers().stream().collect(Collectors.toMap(OfProvider::provider, of)));
    }

    private static List<MultiGauge.Row<?>> figures(String label, Map<String, ? extends Number> figures) {
        return figures.entrySet().stream()
                .<MultiGauge.Row<?>>map(one -> MultiGauge.Row.of(Tags.of(label, one.getKey()), one.getValue()))
                .toList();
    }
}
