package io.tidegate.mbean;

import io.tidegate.queue.QueueLevelStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What JMX shows and no other store reads. */
public final class SightStore {
    private static final String QUEUE = """
            select count(*) filter (where state = 'available') as available,
                   count(*) filter (where state = 'running') as running,
                   count(*) filter (where state = 'retryable') as retryable,
                   cast(floor(coalesce(extract(epoch from cast(:now as timestamptz) -""" + QueueLevelStore.OLDEST_DUE + """
                       ), 0)) as bigint) as oldest,
                   (select count(*) from dead_letters where resolved_at is null) as letters
            from sync_queue where state in ('available', 'running', 'retryable')
            """;

    /** The queue of all organizations; {@code oldest} in seconds. */
    record Queue(long available, long running, long retryable, long oldest, long letters, Instant at) {}

    private final Jdbi jdbi;

    public SightStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Queue queue(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(QUEUE)
                .bind("now", now)
                .map((rs, context) -> new Queue(
                        rs.getLong("available"),
                        rs.getLong("running"),
                        rs.getLong("retryable"),
                        rs.getLong("oldest"),
                        rs.getLong("letters"),
                        now))
                .one());
    }

    /** Slugs by number. */
    Map<Long, String> organizations() {
        Map<Long, String> slugs = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("select id, slug from organizations")
                .map((rs, context) -> slugs.put(rs.getLong("id"), rs.getString("slug")))
                .list());
        return slugs;
    }

    /** Whose a dead letter is; null when there is none of that number. */
    @Nullable Long organizationOf(long deadLetter) {
        return jdbi.withHandle(handle -> handle.createQuery("select org_id from dead_letters where id = :id")
                .bind("id", deadLetter)
                .mapTo(Long.class)
                .findOne()
                .orElse(null));
    }
}
