package io.tidegate.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.budget.Observation;
import io.tidegate.dock.Dock;
import io.tidegate.meter.FlowMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what happens, and keeps it until the monitoring route writes it down. */
public final class Monitor {
    /** Kept while the database is away; beyond it the oldest go first, for the flow matters more. */
    private static final int MOST_KEPT = 10_000;

    private static final int BATCH = 1_000;

    /**
     * One request that was permitted.
     *
     * @param at when that was known
     * @param seen what its answer said of the limit
     */
    public record Attempt(
            Dock dock,
            Sent sent,
            Got got,
            Instant at,
            @Nullable Observation seen) {}

    /**
     * What was sent, and for which run.
     *
     * @param endpoint its path, never a query
     * @param number from 1: the same page asked for again
     * @param waited for its permit
     */
    public record Sent(long run, String type, String method, String endpoint, int number, Duration waited) {}

    /**
     * What came of it.
     *
     * @param status null when no answer came
     * @param failure why none came, such as ETIMEDOUT
     * @param requestId as the provider named it
     * @param took until the answer's head, or the failure
     */
    public record Got(
            @Nullable Integer status,
            @Nullable String failure,
            @Nullable String requestId,
            Duration took) {}

    /**
     * How one list of a run ended.
     *
     * @param code an error code, {@code WAITING}, {@link #NOT_LISTED}, or '' when it was listed
     * @param next when it is tried again, null when nothing has to wait
     * @param last the request that failed; null when none did
     */
    public record ListEnd(
            String type,
            String code,
            String message,
            @Nullable Instant next,
            @Nullable Failed last) {
        /** There is no such list any more: its parents are gone. */
        public static final String NOT_LISTED = "NOT_LISTED";

        /** One that did not fail. */
        public ListEnd(String type, String code) {
            this(type, code, "", null, null);
        }
    }

    /**
     * A request that failed.
     *
     * @param attempts how often it was sent
     * @param status of the answer; null when none came
     * @param endpoint method and path
     */
    public record Failed(
            int attempts,
            @Nullable Integer status,
            @Nullable String endpoint) {}

    /**
     * The end of a run, or of a part of it.
     *
     * @param run its event
     * @param status success, partial, failed or waiting
     * @param listable the types that there are to list: errors of others are over; null where not all were to be listed
     */
    public record RunEnd(
            Dock dock,
            long run,
            String status,
            Duration took,
            List<ListEnd> lists,
            @Nullable Set<String> listable) {}

    private final FlowMeters flow;
    private final Counter dropped;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final boolean keepsRateLimits;
    private final Queue<ObjectNode> waiting = new ArrayDeque<>();
    private int taken;

    /** @param keepsRateLimits whether {@code rate_limit_logs} is written */
    public Monitor(MeterRegistry meters, ObjectMapper json, InstantSource clock, boolean keepsRateLimits) {
        this.flow = new FlowMeters(meters);
        this.dropped = Counter.builder("tidegate.monitor.dropped")
                .description("Notes for the monitoring tables that were given up, since the database was away for long")
                .register(meters);
        this.json = json;
        this.clock = clock;
        this.keepsRateLimits = keepsRateLimits;
        Gauge.builder("tidegate.monitor.waiting", this, Monitor::size)
                .description("Notes that wait to be written into the monitoring tables")
                .register(meters);
    }

    /** What the flow counts. */
    public FlowMeters flow() {
        return flow;
    }

    /** Notes a request. */
    public void attempt(Attempt attempt) {
        flow.request(
                attempt.dock().provider(),
                attempt.sent().type(),
                attempt.got().status(),
                attempt.sent().waited(),
                attempt.got().took());
        Observation seen = attempt.seen();
        if (!keepsRateLimits) {
            return;
        }
        Sent sent = attempt.sent();
        Got got = attempt.got();
        ObjectNode one = row("request", attempt.dock(), sent.run())
                .put("type", sent.type())
                .put("method", sent.method())
                .put("endpoint", sent.endpoint())
                .put("attempt", sent.number())
                .put("waited_ms", sent.waited().toMillis())
                .put("took_ms", got.took().toMillis())
                .put("at", attempt.at().toString())
                .put("status", got.status())
                .put("failure", got.failure())
                .put("request_id", got.requestId());
        if (seen != null) {
            one.put("quota", seen.quota())
                    .put("remaining", seen.remaining())
                    .put("reset_at", text(seen.resetAt()))
                    .put("retry_at", text(seen.retryAt()))
                    .set("headers", json.valueToTree(seen.headers()));
        }
        keep(one);
    }

    /** Notes the end of a run. */
    public void ended(RunEnd end) {
        flow.run(end.dock().provider(), end.status(), end.took());
        String now = clock.instant().toString();
        Set<String> listable = end.listable();
        if (listable != null && !end.status().equals("waiting")) {
            ObjectNode one = row("types", end.dock(), end.run()).put("at", now);
            listable.forEach(one.putArray("types")::add);
            keep(one);
        }
        for (ListEnd list : end.lists()) {
            if (!list.code().equals("WAITING")) {
                ObjectNode one = row("list", end.dock(), end.run())
                        .put("type", list.type())
                        .put("code", list.code())
                        .put("message", list.message())
                        .put("next", text(list.next()))
                        .put("at", now);
                Failed last = list.last();
                if (last != null) {
                    one.putObject("details")
                            .put("attempt", last.attempts())
                            .put("status", last.status())
                            .put("endpoint", last.endpoint());
                }
                keep(one);
            }
        }
    }

    private ObjectNode row(String kind, Dock dock, long run) {
        return json.createObjectNode()
                .put("kind", kind)
                .put("org", dock.owner().organization())
                .put("dock", dock.id())
                .put("run", run)
                .put("provider", dock.provider());
    }

    private synchronized void keep(ObjectNode one) {
        if (waiting.size() >= MOST_KEPT) {
            waiting.remove();
            taken = Math.max(0, taken - 1);
            dropped.increment();
        }
        waiting.add(one);
    }

    private synchronized int size() {
        return waiting.size();
    }

    /** The oldest notes as one JSON array, or null when there are none; they are kept until {@link #written}. */
    public synchronized @Nullable String batch() {
        List<ObjectNode> oldest = new ArrayList<>(waiting.stream().limit(BATCH).toList());
        taken = oldest.size();
        if (oldest.isEmpty()) {
            return null;
        }
        ArrayNode batch = json.createArrayNode();
        batch.addAll(oldest);
        return batch.toString();
    }

    /** The last batch is on record. */
    public synchronized void written() {
        for (; taken > 0; taken--) {
            waiting.remove();
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
