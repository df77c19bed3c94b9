package io.tidegate.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Runs that never were, with outcomes that are known: the same for the same seed. */
public final class RunHistory {
    private static final Duration INTERVAL = Duration.ofMinutes(7);

    /** What happens now and then. */
    private static final List<String> OUTCOMES =
            List.of("success", "success", "success", "success", "success", "success", "partial", "failed");

    private static final List<String> TYPES = List.of("full", "incremental", "webhook");

    private final TestDatabase database;
    private final Random random;

    /** Whose runs. */
    public record Whose(long organization, long dock, String provider) {}

    /** A run. */
    public record Run(
            Whose whose,
            String syncType,
            String status,
            Instant startedAt,
            @Nullable Instant completedAt,
            long durationMs,
            long items,
            long changed,
            long deleted,
            long requests) {
        /** Whether it had ended by then. */
        public boolean endedBy(Instant now) {
            return completedAt != null && !completedAt.isAfter(now);
        }
    }

    public RunHistory(TestDatabase database, long seed) {
        this.database = database;
        this.random = new Random(seed);
    }

    /** A dock's runs, one after the other; some of them go on for long. */
    public List<Run> runs(Whose whose, Instant from, Instant to) {
        List<Run> runs = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(to)) {
            long millis =
                    random.nextInt(50) == 0 ? 3_600_000L + random.nextInt(90_000_000) : 20L + random.nextInt(90_000);
            runs.add(run(whose, at, Duration.ofMillis(millis)));
            at = at.plus(INTERVAL).plusMillis(random.nextInt(120_000));
        }
        return runs;
    }

    /** A run, of any outcome. */
    public Run run(Whose whose, Instant startedAt, Duration took) {
        Instant start = startedAt.truncatedTo(ChronoUnit.MICROS);
        return new Run(
                whose,
                TYPES.get(random.nextInt(TYPES.size())),
                OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                start,
                start.plus(took),
                took.toMillis(),
                random.nextInt(10_000),
                random.nextInt(100),
                random.nextInt(10),
                1 + random.nextInt(50));
    }

    /** Puts runs on record as they are when they have ended. */
    public void write(List<Run> runs) {
        database.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into sync_events (org_id, dock_id, job_id, service, sync_type, trigger, status, started_at,
                        completed_at, duration_ms, items_processed, items_changed, items_deleted, requests)
                    values (:org, :dock, 1, :provider, :type, 'scheduled', :status, :started, :completed, :duration,
                        :items, :changed, :deleted, :requests)
                    """);
            for (Run run : runs) {
                batch.bind("org", run.whose().organization())
                        .bind("dock", run.whose().dock())
                        .bind("provider", run.whose().provider())
                        .bind("type", run.syncType())
                        .bind("status", run.completedAt() == null ? "started" : run.status())
                        .bind("started", run.startedAt())
                        .bind("completed", run.completedAt())
                        .bind("duration", run.completedAt() == null ? null : Long.valueOf(run.durationMs()))
                        .bind("items", run.items())
                        .bind("changed", run.changed())
                        .bind("deleted", run.deleted())
                        .bind("requests", run.requests())
                        .add();
            }
            if (!runs.isEmpty()) {
                batch.execute();
            }
        });
    }

    /** The percentile as PostgreSQL interpolates it, rounded; of at least one run. */
    public static long percentile(List<Run> runs, double fraction) {
        long[] sorted = runs.stream().mapToLong(Run::durationMs).sorted().toArray();
        double place = fraction * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return (long) Math.rint(sorted[below] + (sorted[above] - sorted[below]) * (place - below));
    }
}
