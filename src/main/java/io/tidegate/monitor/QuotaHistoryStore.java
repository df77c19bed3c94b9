package io.tidegate.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** What answers told of limits over time, from {@code rate_limit_logs}. */
public final class QuotaHistoryStore {
    private static final String POINTS = """
            select quota, date_bin(make_interval(secs => :step), at, :since) as start, min(remaining) as least,
                   count(*) as requests, count(*) filter (where status = 429) as refused
            from rate_limit_logs
            where dock_id = :dock and at >= :since and at < :until and quota > 0 and remaining is not null
            group by 1, 2
            order by 1 desc, 2
            """;

    /**
     * A part of the time, of answers that told this limit.
     *
     * @param least the least that was left in it
     * @param refused how many of the requests were refused
     */
    public record Point(long quota, Instant start, long least, long requests, long refused) {}

    private final Jdbi jdbi;

    public QuotaHistoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The parts in which a dock was told something, by limit, the largest first, and time. */
    public List<Point> points(long dock, Instant since, Instant until, Duration step) {
        return jdbi.withHandle(handle -> handle.createQuery(POINTS)
                .bind("dock", dock)
                .bind("since", since)
                .bind("until", until)
                .bind("step", step.toSeconds())
                .map(ConstructorMapper.of(Point.class))
                .list());
    }
}
