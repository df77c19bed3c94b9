package io.tidegate.budget;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.provider.RateLimit.Quota;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code budgets}: what is left of each limit, shared by all workers and nodes. */
public final class BudgetStore {
    private static final String PERMIT = resource("/sql/permit.sql");

    private static final String CREATE = """
            insert into budgets (provider, scope, scope_id, bucket)
            select :provider, :scope, :scopeId, unnest(:buckets) on conflict do nothing
            """;

    /** What a limit without a declared window is counted by. */
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(1);

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
     * Takes a permit from every budget that a request to the endpoint stands under, or from none, and notes what became
     * of the permit before.
     *
     * @param before null when no permit is out that has not been noted
     */
    public Permit take(Lane lane, Endpoint endpoint, @Nullable Outcome before, Instant now) {
        SortedMap<String, ObjectNode> ask = new TreeMap<>();
        if (before != null) {
            note(ask, lane, before);
        }
        lane.buckets(endpoint)
                .forEach((bucket, quota) -> one(ask, lane, bucket, quota).put("takes", true));
        List<Row> rows = apply(lane, ask, now);
        List<Row> waiting = rows.stream().filter(row -> row.waitUntil != null).toList();
        if (rows.get(0).granted) {
            return new Permit.Granted(micros(now));
        }
        Row longest =
                waiting.stream().max(Comparator.comparing(BudgetStore::until)).orElseThrow();
        return new Permit.Wait(
                until(longest),
                longest.reason(lane.provider()),
                waiting.stream()
                        .noneMatch(row -> row.bucket.equals(endpoint.name())
                                || lane.rateLimit().matchers().containsKey(row.bucket)));
    }

    /**
     * Notes what became of a permit, without taking another.
     *
     * @return after a refusal: before when nothing may be sent
     */
    public Instant note(Lane lane, Outcome outcome, Instant now) {
        SortedMap<String, ObjectNode> ask = new TreeMap<>();
        note(ask, lane, outcome);
        return apply(lane, ask, now).stream()
                .map(row -> row.retryAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(now);
    }

    private void note(SortedMap<String, ObjectNode> ask, Lane lane, Outcome outcome) {
        String spoken = lane.spokenOf(outcome.endpoint());
        Refusal refusal = outcome.refusal();
        lane.buckets(outcome.endpoint()).forEach((bucket, quota) -> {
            ObjectNode one = one(ask, lane, bucket, quota)
                    .put("returned", outcome.permit().micros())
                    .put("answered", outcome.answered());
            if (refusal != null) {
                one.put("refused", true).put("seen_at", refusal.at().toString());
            }
            if (bucket.equals(spoken)) {
                told(one, outcome.seen(), refusal);
            }
        });
    }

    private void told(ObjectNode one, @Nullable Observation seen, @Nullable Refusal refusal) {
        if (seen != null) {
            one.put("seen_at", seen.at().toString())
                    .put("seen_quota", seen.quota())
                    .put("seen_remaining", seen.remaining())
                    .put("seen_reset", text(seen.resetAt()))
                    .put("seen_retry", text(seen.retryAt()))
                    .putPOJO("seen_headers", json.valueToTree(seen.headers()));
        }
        if (refusal != null) {
            one.put("unsaid_seconds", refusal.unsaid().toSeconds())
                    .put("grows", refusal.grows())
                    .set("violation", violation(refusal, seen));
        }
    }

    private ObjectNode violation(Refusal refusal, @Nullable Observation seen) {
        ObjectNode violation = json.createObjectNode()
                .put("time", refusal.at().toString())
                .put("status", refusal.status())
                .put("endpoint", refusal.path())
                .put("retry_after", seen == null ? null : text(seen.retryAt()));
        violation.set("headers", json.valueToTree(seen == null ? Map.of() : seen.headers()));
        return violation;
    }

    private ObjectNode one(SortedMap<String, ObjectNode> ask, Lane lane, String bucket, @Nullable Quota quota) {
        return ask.computeIfAbsent(bucket, name -> {
            Duration window = quota == null ? USUAL_WINDOW : quota.window();
            ObjectNode one = json.createObjectNode()
                    .put("bucket", name)
                    .put("shared", lane.isShared(name))
                    .put("window_seconds", window.toMillis() / 1000.0);
            return quota == null ? one : one.put("declared", quota.requests());
        });
    }

    private List<Row> apply(Lane lane, SortedMap<String, ObjectNode> ask, Instant now) {
        ArrayNode all = json.createArrayNode().addAll(ask.values());
        return jdbi.withHandle(handle -> {
            List<Row> rows = update(handle, lane, all, now);
            if (rows.size() < ask.size()) {
                create(handle, lane, ask);
                rows = update(handle, lane, all, now);
            }
            return rows;
        });
    }

    private List<Row> update(Handle handle, Lane lane, ArrayNode ask, Instant now) {
        return handle.createQuery(PERMIT)
                .bind("ask", ask.toString())
                .bind("provider", lane.provider())
                .bind("scope", lane.scope())
                .bind("scopeId", lane.scopeId())
                .bind("now", now)
                .bind("micros", micros(now))
                .bind("reserve", reservePercent)
                .map((rs, context) -> new Row(
                        rs.getString("bucket"),
                        rs.getBoolean("granted"),
                        rs.getObject("left_now", Long.class),
                        rs.getObject("of_all", Long.class),
                        instant(rs.getObject("wait_until", OffsetDateTime.class)),
                        instant(rs.getObject("retry_now", OffsetDateTime.class)),
                        rs.getString("why")))
                .list();
    }

    private static void create(Handle handle, Lane lane, SortedMap<String, ObjectNode> ask) {
        handle.createUpdate(CREATE)
                .bind("provider", lane.provider())
                .bind("scope", lane.scope())
                .bind("scopeId", lane.scopeId())
                .bindArray("buckets", String.class, ask.keySet())
                .execute();
    }

    private static Instant until(Row row) {
        return Objects.requireNonNull(row.waitUntil);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(BudgetStore.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param why it waits: asked, spent or busy; empty when it does not */
    private record Row(
            String bucket,
            boolean granted,
            @Nullable Long left,
            @Nullable Long of,
            @Nullable Instant waitUntil,
            @Nullable Instant retryAt,
            String why) {
        String reason(String provider) {
            String name = bucket.isEmpty() ? provider : provider + " " + bucket;
            return switch (why) {
                case "asked" -> name + " asked us to wait";
                case "busy" -> name + ": other requests are on their way";
                default -> name + " has " + left + " of " + of + " requests left, which are the owner's reserve";
            };
        }
    }
}
