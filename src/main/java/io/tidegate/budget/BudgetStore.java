package io.tidegate.budget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.provider.RateLimit.Quota;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code budgets}: what is left of each limit, shared by all workers and nodes. */
public final class BudgetStore {
    /**
     * One statement locks the budgets in key order, writes down what a response said, lets passed windows begin anew,
     * and takes one permit from each budget or from none. A window counts as the same when its end moved by at most
     * two seconds, since ends given as "in 30 seconds" wander; then the lower figure holds, for other requests are
     * under way. What an older response said of another window than the one known by now counts no more.
     *
     * <p>None of it waits for the disk while more is left than the owner's reserve and that holds a hundred requests or
     * more: more than one lane sends in the 0.6 s that a crash of the database could lose, and the next response tells
     * it again. What tells us to wait always waits for the disk.
     */
    private static final String TAKE = """
            with wanted as (
                select * from jsonb_to_recordset(cast(:wanted as jsonb)) as w(
                    bucket text, declared bigint, window_seconds bigint, seen_at timestamptz, seen_quota bigint,
                    seen_remaining bigint, seen_reset timestamptz, seen_retry timestamptz, seen_headers jsonb,
                    violation jsonb)
            ), locked as materialized (
                select b.bucket, b.quota, b.remaining, b.reset_at, b.retry_at, b.last_seen_at, w.declared,
                       w.window_seconds, w.seen_at, w.seen_quota, w.seen_remaining, w.seen_reset, w.seen_retry,
                       w.seen_headers, w.violation
                from budgets b join wanted w on w.bucket = b.bucket
                where b.provider = :provider and b.scope = :scope and b.scope_id = :scopeId
                order by b.bucket for update of b
            ), told as (
                select *, coalesce(seen_at < last_seen_at and not same_window, false) as late
                from (select *, coalesce(abs(extract(epoch from seen_reset - reset_at)) <= 2, seen_reset is null)
                          as same_window from locked) as l
            ), noted as (
                select *, coalesce(seen_quota, quota, declared) as quota_now,
                    case when late or seen_remaining is null then remaining
                         when same_window then least(remaining, seen_remaining)
                         else seen_remaining end as remaining_seen,
                    case when late then reset_at else coalesce(seen_reset, reset_at) end as reset_seen,
                    greatest(retry_at, seen_retry) as retry_now
                from told
            ), current as (
                select *,
                    case when reset_seen > :now then remaining_seen else quota_now end as remaining_now,
                    case when reset_seen > :now then reset_seen
                         when window_seconds is not null then :now + make_interval(secs => window_seconds) end as reset_now
                from noted
            ), judged as (
                select *, greatest(
                    case when retry_now > :now then retry_now end,
                    case when remaining_now <= coalesce(quota_now * :reserve / 100, 0) and reset_now > :now
                         then reset_now end
                ) as wait_until
                from current
            ), verdict as (
                select count(wait_until) = 0 and :take as granted, count(*) = (select count(*) from wanted) as complete,
                       bool_and(wait_until is null and seen_retry is null and (quota_now * :reserve / 100 >= 100 or remaining_now is null))
                           as harmless
                from judged
            )
            update budgets b
            set quota = j.quota_now, reset_at = j.reset_now, retry_at = j.retry_now,
                remaining = j.remaining_now - case when v.granted then 1 else 0 end,
                last_seen_at = greatest(j.seen_at, b.last_seen_at),
                headers = coalesce(j.seen_headers, b.headers),
                violations = case when j.violation is null then b.violations else (
                    select jsonb_agg(x.one order by x.n) from jsonb_array_elements(
                        jsonb_build_array(j.violation) || b.violations) with ordinality as x(one, n) where x.n <= 50) end
            from judged j, verdict v
            where b.provider = :provider and b.scope = :scope and b.scope_id = :scopeId and b.bucket = j.bucket
                and v.complete
            returning b.bucket, j.remaining_now, j.quota_now, j.wait_until, j.retry_now > :now as told,
                case when v.harmless then set_config('synchronous_commit', 'off', true) end as not_awaited
            """;

    private static final String CREATE = """
            insert into budgets (provider, scope, scope_id, bucket)
            select :provider, :scope, :scopeId, unnest(:buckets) on conflict do nothing
            """;

    private static final String LIST = """
            select b.provider, b.scope, b.bucket, b.quota, b.remaining, b.reset_at, b.retry_at, b.last_seen_at,
                   jsonb_array_length(b.violations) as violations,
                   array_agg(d.id order by d.id) as dock_ids
            from budgets b join docks d on d.provider = b.provider and (b.scope = 'ip' or d.scope_id = b.scope_id)
            group by b.provider, b.scope, b.scope_id, b.bucket
            order by b.provider, min(d.id), b.bucket
            """;

    /** A budget as people look at it; null where nothing is known. */
    public record Level(
            String provider,
            String scope,
            String bucket,
            @Nullable Long quota,
            @Nullable Long remaining,
            @Nullable Instant resetAt,
            @Nullable Instant retryAt,
            @Nullable Instant lastSeenAt,
            int violations,
            List<Long> docks) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final int reservePercent;

    /** @param reservePercent the share of each limit that is left to the account's owner, 0 to 90 */
    public BudgetStore(Jdbi jdbi, ObjectMapper json, int reservePercent) {
        this.jdbi = jdbi;
        this.json = json;
        this.reservePercent = reservePercent;
    }

    /**
     * Takes a permit from every budget of the lane, or from none, and writes down what the previous response said.
     *
     * @param seen what the previous response said; null when it said nothing
     */
    public Permit take(Lane lane, @Nullable Observation seen, Instant now) {
        List<Row> rows = apply(lane, wanted(lane, seen, null), now, true);
        Row longest = null;
        for (Row row : rows) {
            if (row.waitUntil != null && (longest == null || row.waitUntil.isAfter(longest.waitUntil))) {
                longest = row;
            }
        }
        return longest == null || longest.waitUntil == null
                ? new Permit.Granted()
                : new Permit.Wait(longest.waitUntil, longest.reason(lane.provider()));
    }

    /** Writes down what a response said, without taking a permit; a violation is kept with it. */
    public void note(Lane lane, Observation seen, @Nullable ObjectNode violation) {
        apply(lane, wanted(lane, seen, violation), seen.at(), false);
    }

    /** All budgets that docks stand under. */
    public List<Level> levels() {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .map((rs, context) -> new Level(
                        rs.getString("provider"),
                        rs.getString("scope"),
                        rs.getString("bucket"),
                        rs.getObject("quota", Long.class),
                        rs.getObject("remaining", Long.class),
                        instant(rs.getObject("reset_at", OffsetDateTime.class)),
                        instant(rs.getObject("retry_at", OffsetDateTime.class)),
                        instant(rs.getObject("last_seen_at", OffsetDateTime.class)),
                        rs.getInt("violations"),
                        List.of((Long[]) rs.getArray("dock_ids").getArray())))
                .list());
    }

    private List<Row> apply(Lane lane, ArrayNode wanted, Instant now, boolean take) {
        return jdbi.withHandle(handle -> {
            List<Row> rows = update(handle, lane, wanted, now, take);
            if (rows.size() < wanted.size()) {
                create(handle, lane);
                rows = update(handle, lane, wanted, now, take);
            }
            return rows;
        });
    }

    private List<Row> update(Handle handle, Lane lane, ArrayNode wanted, Instant now, boolean take) {
        return handle.createQuery(TAKE)
                .bind("wanted", wanted.toString())
                .bind("provider", lane.provider())
                .bind("scope", lane.scope())
                .bind("scopeId", lane.scopeId())
                .bind("now", now)
                .bind("reserve", reservePercent)
                .bind("take", take)
                .map((rs, context) -> new Row(
                        rs.getString("bucket"),
                        rs.getObject("remaining_now", Long.class),
                        rs.getObject("quota_now", Long.class),
                        instant(rs.getObject("wait_until", OffsetDateTime.class)),
                        rs.getBoolean("told")))
                .list();
    }

    private static void create(Handle handle, Lane lane) {
        handle.createUpdate(CREATE)
                .bind("provider", lane.provider())
                .bind("scope", lane.scope())
                .bind("scopeId", lane.scopeId())
                .bindArray("buckets", String.class, buckets(lane))
                .execute();
    }

    private static Collection<String> buckets(Lane lane) {
        Set<String> declared = lane.rateLimit().buckets().keySet();
        return declared.isEmpty() ? Set.of("") : new TreeSet<>(declared);
    }

    private ArrayNode wanted(Lane lane, @Nullable Observation seen, @Nullable ObjectNode violation) {
        ArrayNode wanted = json.createArrayNode();
        for (String bucket : buckets(lane)) {
            ObjectNode one = wanted.addObject().put("bucket", bucket);
            Quota quota = lane.rateLimit().quota(bucket);
            if (quota != null) {
                one.put("declared", quota.requests())
                        .put("window_seconds", quota.window().toSeconds());
            }
            if (seen != null && bucket.equals(lane.rateLimit().headerBucket())) {
                one.put("seen_at", seen.at().toString())
                        .put("seen_quota", seen.quota())
                        .put("seen_remaining", seen.remaining())
                        .put("seen_reset", text(seen.resetAt()))
                        .put("seen_retry", text(seen.retryAt()))
                        .putPOJO("seen_headers", json.valueToTree(seen.headers()));
                one.set("violation", violation);
            }
        }
        return wanted;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private record Row(
            String bucket,
            @Nullable Long remaining,
            @Nullable Long quota,
            @Nullable Instant waitUntil,
            boolean told) {
        String reason(String provider) {
            String name = bucket.isEmpty() ? provider : provider + " " + bucket;
            return told
                    ? name + " asked us to wait"
                    : name + " has " + remaining + " of " + quota + " requests left, which are the owner's reserve";
        }
    }
}
