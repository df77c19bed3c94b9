package io.tidegate.upkeep;

import io.tidegate.db.PartitionStore;
import io.tidegate.monitor.DeadLetterStore;
import io.tidegate.monitor.EventStore;
import io.tidegate.queue.QueueStore;
import io.tidegate.webhook.WebhookLogStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The daily work: partitions ahead, and an end to what is older than its retention. */
public final class Maintenance {
    private static final Duration FINISHED_JOBS = Duration.ofDays(30);
    private static final Duration RESOLVED_LETTERS = Duration.ofDays(30);
    private static final Duration DELIVERIES = Duration.ofDays(30);
    private static final int RATE_LIMIT_DAYS = 7;

    private final PartitionStore partitions;
    private final QueueStore queue;
    private final DeadLetterStore letters;
    private final WebhookLogStore webhooks;
    private final LeftoverStore leftovers;
    private final InstantSource clock;

    public Maintenance(
            PartitionStore partitions,
            QueueStore queue,
            DeadLetterStore letters,
            WebhookLogStore webhooks,
            LeftoverStore leftovers,
            InstantSource clock) {
        this.partitions = partitions;
        this.queue = queue;
        this.letters = letters;
        this.webhooks = webhooks;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    /** Makes sure that today's and the next days' partitions stand. */
    public void ahead() {
        Instant now = clock.instant();
        partitions.ensure("sync_events", now);
        partitions.ensure("rate_limit_logs", now);
    }

    /** The daily work. */
    public void daily() {
        ahead();
        Instant now = clock.instant();
        partitions.dropOlderThan("sync_events", EventStore.KEPT_DAYS, now);
        partitions.dropOlderThan("rate_limit_logs", RATE_LIMIT_DAYS, now);
        queue.deleteFinished(now.minus(FINISHED_JOBS));
        letters.deleteResolved(now.minus(RESOLVED_LETTERS));
        webhooks.deleteBefore(now.minus(DELIVERIES));
        leftovers.delete(now);
    }
}
