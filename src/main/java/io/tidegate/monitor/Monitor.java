package io.tidegate.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.budget.Observation;
import io.tidegate.dock.Dock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Counts what happens, and keeps it until the monitoring route writes it down. */
public final class Monitor {
    /** Kept while the database is away; beyond it the oldest go first, for the flow matters more. */
    private static final int MOST_KEPT = 10_000;

    private static final int BATCH = 1_000;

    /** One request that was answered. */
    public record Attempt(
            Dock dock,
            String endpoint,
            int status,
            Instant at,
            @Nullable Observation seen) {}

    /** How one list of a run ended: an error code, {@code WAITING}, or '' when it was listed. */
    public record ListEnd(String type, String code, String message) {}

    /**
     * The end of a run, or of a part of it.
     *
     * @param status success, partial, failed or waiting
     * @param next when it is tried again, null when nothing has to wait
     */
    public record RunEnd(
            Dock dock,
            String status,
            Duration took,
            List<ListEnd> lists,
            @Nullable Instant next) {}

    private final MeterRegistry meters;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final boolean keepsRateLimits;
    private final Queue<ObjectNode> waiting = new ArrayDeque<>();
    private int taken;

    /** @param keepsRateLimits whether {@code rate_limit_logs} is written */
    public Monitor(MeterRegistry meters, ObjectMapper json, InstantSource clock, boolean keepsRateLimits) {
        this.meters = meters;
        this.json = json;
        this.clock = clock;
        this.keepsRateLimits = keepsRateLimits;
    }

    /** Notes a request. */
    public void attempt(Attempt attempt) {
        meters.counter(
                        "tidegate.requests",
                        "provider",
                        attempt.dock().provider(),
                        "status",
                        Integer.toString(attempt.status()))
                .increment();
        Observation seen = attempt.seen();
        if (!keepsRateLimits || seen == null) {
            return;
        }
        ObjectNode one = row("limit", attempt.dock())
                .put("endpoint", attempt.endpoint())
                .put("at", attempt.at().toString())
                .put("status", attempt.status())
                .put("quota", seen.quota())
                .put("remaining", seen.remaining())
                .put("reset_at", text(seen.resetAt()))
                .put("retry_at", text(seen.retryAt()));
        one.set("headers", json.valueToTree(seen.headers()));
        keep(one);
    }

    /** Notes the end of a run. */
    public void ended(RunEnd end) {
        meters.timer("tidegate.sync", "provider", end.dock().provider(), "status", end.status())
                .record(end.took());
        String now = clock.instant().toString();
        for (ListEnd list : end.lists()) {
            if (!list.code().equals("WAITING")) {
                keep(row("list", end.dock())
                        .put("type", list.type())
                        .put("code", list.code())
                        .put("message", list.message())
                        .put("next", text(end.next()))
                        .put("at", now));
            }
        }
    }

    private ObjectNode row(String kind, Dock dock) {
        return json.createObjectNode()
                .put("kind", kind)
                .put("org", dock.owner().organization())
                .put("dock", dock.id())
                .put("provider", dock.provider());
    }

    private synchronized void keep(ObjectNode one) {
        if (waiting.size() >= MOST_KEPT) {
            waiting.remove();
            taken = Math.max(0, taken - 1);
            meters.counter("tidegate.monitor.dropped").increment();
        }
        waiting.add(one);
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
