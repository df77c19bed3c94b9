package io.tidegate.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.budget.BudgetStore;
import io.tidegate.budget.Outcome;
import io.tidegate.dock.Dock;
import io.tidegate.monitor.Monitor;
import io.tidegate.provider.Provider;
import io.tidegate.provider.ResourceType;
import io.tidegate.queue.Backoff;
import io.tidegate.queue.JobState;
import io.tidegate.queue.RunStats;
import io.tidegate.run.LeaseLostException;
import io.tidegate.run.RunIds;
import io.tidegate.run.RunResult;
import io.tidegate.run.SyncRun;
import io.tidegate.run.TypeResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a run and leaves it in the header {@code finish} for the one statement that writes it. */
public final class RunFinisher {
    private static final Logger LOG = LoggerFactory.getLogger(RunFinisher.class);
    private static final String FINISH = "finish";
    private static final String RESULT = "result";
    private static final String WAITING = "WAITING";

    /** Characters of them that a run's event keeps: a run may end hundreds of lists. */
    private static final int LONGEST_TOKENS = 1000;

    /** So many failures in a row stop a federation's dock that stands alone; of others their connector counts. */
    private static final int MOST_OF_CONNECTOR = 5;

    private final BudgetStore budgets;
    private final Monitor monitor;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Duration laneSpacing;

    /** @param laneSpacing pause before the lane's next dock */
    public RunFinisher(
            BudgetStore budgets, Monitor monitor, ObjectMapper json, InstantSource clock, Duration laneSpacing) {
        this.budgets = budgets;
        this.monitor = monitor;
        this.json = json;
        this.clock = clock;
        this.laneSpacing = laneSpacing;
    }

    /** Decides; a run that lost its job has nothing to finish. */
    public void decide(Exchange exchange) {
        SyncRun run = SyncRun.of(exchange);
        RunIds.about(run, () -> decide(exchange, run));
    }

    private void decide(Exchange exchange, SyncRun run) {
        if (run.isLost()) {
            throw new LeaseLostException(run.job().id());
        }
        Instant now = clock.instant();
        for (Outcome outcome : run.takeOutcomes()) {
            budgets.note(run.lane(), outcome, now);
        }
        RunResult result = result(run, now);
        if (run.provider().kind() == Provider.Kind.CONNECTOR
                && run.dock().owner().connector() == null
                && result.status() == RunResult.Status.FAILED
                && result.failures() >= MOST_OF_CONNECTOR
                && run.refused() == null) {
            run.refuse("stopped after five failures in a row: " + result.error() + "; `tidegate dock resume "
                    + run.dock().id() + "` lets it try again");
            result = result(run, now);
            LOG.warn("dock {} {}", run.dock().name(), result.error());
        }
        exchange.setProperty(RESULT, result);
        exchange.getMessage().setHeader(FINISH, finish(run, result, now).toString());
    }

    private static RunResult result(SyncRun run, Instant now) {
        return run.interrupted()
                ? new RunResult(
                        null, JobState.AVAILABLE, now, run.dock().condition().failures(), null, null, null)
                : RunResult.of(
                        run.results(),
                        !run.listedBefore().isEmpty(),
                        run.refused(),
                        run.dock().condition().failures(),
                        run.job().retryCount(),
                        now);
    }

    private ObjectNode finish(SyncRun run, RunResult result, Instant now) {
        RunStats stats = run.stats();
        RunResult.Waiting waiting = result.waiting();
        Instant laneUntil = waiting == null ? null : waiting.laneUntil();
        ObjectNode finish = json.createObjectNode()
                .put("job", run.job().id())
                .put("token", run.job().fencingToken())
                .put("now", now.toString())
                .put("state", result.state().word())
                .put("status", result.status() == null ? null : word(result.status()))
                .put("run_at", result.runAt() == null ? null : result.runAt().toString())
                .put("failures", result.failures())
                .put("stopped", run.refused() != null && run.dock().owner().connector() == null)
                .put("error_code", result.errorCode())
                .put("error", result.error())
                .put("waiting_reason", waiting == null ? null : waiting.reason())
                .put("free_at", now.plus(laneSpacing).toString())
                .put("lane_until", laneUntil == null ? null : laneUntil.toString())
                .put("listed", isFresh(run, stats))
                .put("processed", stats.processed())
                .put("changed", stats.changed())
                .put("deleted", stats.deleted())
                .put("requests", stats.requests());
        tokens(run, finish);
        passedOver(run, finish.putArray("skipped"));
        ArrayNode failed = finish.putArray("failed");
        for (TypeResult one : run.results()) {
            if (one instanceof TypeResult.Failed failure) {
                if (failed.isEmpty()) {
                    finish.put("request", failure.request())
                            .put("http_status", failure.status() == 0 ? null : failure.status());
                }
                // A run that failed as a whole waits by the dock's one clock; its lists need none of their own.
                Instant until = result.status() == RunResult.Status.PARTIAL
                        ? now.plus(Backoff.after(failure.before() + 1))
                        : null;
                failed.addObject()
                        .put("type", failure.list().type())
                        .put("parent", failure.list().parentKey())
                        .put("code", failure.code())
                        .put("message", failure.message())
                        .put("backoff_until", until == null ? null : until.toString());
            }
        }
        return finish;
    }

    /** Whether anything is fresher than it was: where all lists wait after failures, nothing was asked for. */
    private static boolean isFresh(SyncRun run, RunStats stats) {
        return run.results().isEmpty()
                || !run.listedBefore().isEmpty()
                || RunResult.isAnyListed(run.results())
                || stats.processed() > 0;
    }

    /** Lists that had their turn, of types of which a run lists so many: else they would be first in every run. */
    private static void passedOver(SyncRun run, ArrayNode skipped) {
        for (TypeResult one : run.results()) {
            ResourceType type = run.provider().types().get(one.list().type());
            if (one instanceof TypeResult.Skipped
                    && type != null
                    && type.lists().cap() > 0) {
                skipped.addObject()
                        .put("type", type.name())
                        .put("parent", one.list().parentKey());
            }
        }
    }

    /** What its lists asked with, and left to be asked with next. */
    private static void tokens(SyncRun run, ObjectNode finish) {
        List<TypeResult.Listed> increments = run.results().stream()
                .filter(TypeResult.Listed.class::isInstance)
                .map(TypeResult.Listed.class::cast)
                .filter(one -> one.after() != null)
                .toList();
        finish.put("partial", increments.stream().anyMatch(one -> one.before() != null))
                .put("token_before", tokens(increments, TypeResult.Listed::before))
                .put("token_after", tokens(increments, TypeResult.Listed::after));
    }

    private static @Nullable String tokens(
            List<TypeResult.Listed> increments, Function<TypeResult.Listed, @Nullable String> token) {
        String all = increments.stream()
                .filter(one -> token.apply(one) != null)
                .map(one -> one.list().type() + "=" + token.apply(one))
                .collect(Collectors.joining(" "));
        return all.isEmpty() ? null : all.substring(0, Math.min(all.length(), LONGEST_TOKENS));
    }

    /** The run's end, or this part of it, is on record. Returns the dock whose run it was. */
    public Dock confirm(Exchange exchange) {
        PageCommit.held(exchange);
        SyncRun run = SyncRun.of(exchange);
        RunResult result = exchange.getProperty(RESULT, RunResult.class);
        run.finish();
        RunStats stats = run.stats();
        String end = result.status() == null ? "waits until " + result.runAt() : word(result.status());
        RunIds.about(
                run,
                () -> LOG.info(
                        "run {} of dock {} ({}): {}, {} records, {} changed, {} deleted, {} requests",
                        run.job().run().event(),
                        run.dock().name(),
                        run.provider().name(),
                        end,
                        stats.processed(),
                        stats.changed(),
                        stats.deleted(),
                        stats.requests()));
        List<Monitor.ListEnd> ends = typeEnds(run, result);
        monitor.ended(new Monitor.RunEnd(
                run.dock(),
                run.job().run().event(),
                result.status() == null ? "waiting" : word(result.status()),
                Duration.between(run.job().run().startedAt(), clock.instant()),
                ends,
                listable(run)));
        count(run, ends);
        return run.dock();
    }

    /** Of a run that lists all its dock wants, the types that there are to list; null of others. */
    private static @Nullable Set<String> listable(SyncRun run) {
        List<String> wanted = run.dock().resourceTypes();
        if (run.job().resourceTypes() != null) {
            return null;
        }
        Set<String> listable =
                new LinkedHashSet<>(wanted == null ? run.provider().types().keySet() : wanted);
        listable.removeAll(run.withoutLists());
        return listable;
    }

    private void count(SyncRun run, List<Monitor.ListEnd> ends) {
        for (Monitor.ListEnd end : ends) {
            Duration time = run.times().all().get(end.type());
            // what an earlier claim listed was counted at its end
            if (time != null
                    && run.results().stream().anyMatch(one -> one.list().type().equals(end.type()))) {
                String status =
                        end.code().equals(WAITING) ? "waiting" : end.code().isEmpty() ? "success" : "failed";
                monitor.flow().type(run.provider().name(), end.type(), status, time);
            }
        }
    }

    /** One a type: of the lists of many parents, one that failed speaks for all, and one that waits for those that ended. */
    private List<Monitor.ListEnd> typeEnds(SyncRun run, RunResult of) {
        RunResult.Status status = of.status();
        Map<String, Monitor.ListEnd> ends = new LinkedHashMap<>();
        if (status == RunResult.Status.SUCCESS || status == RunResult.Status.PARTIAL) {
            // what an earlier run failed with as a whole is over
            ends.put("", new Monitor.ListEnd("", ""));
            // what an earlier claim noted of its lists is lost when it broke off
            run.listedBefore().forEach(type -> ends.put(type, new Monitor.ListEnd(type, "")));
            if (run.job().resourceTypes() != null) {
                run.withoutLists()
                        .forEach(type -> ends.put(type, new Monitor.ListEnd(type, Monitor.ListEnd.NOT_LISTED)));
            }
        }
        for (TypeResult result : run.results()) {
            ends.merge(result.list().type(), listEnd(result, of), RunFinisher::worse);
        }
        return List.copyOf(ends.values());
    }

    private static Monitor.ListEnd worse(Monitor.ListEnd one, Monitor.ListEnd other) {
        boolean better = one.code().isEmpty()
                || (one.code().equals(WAITING) && !other.code().isEmpty());
        return better ? other : one;
    }

    private Monitor.ListEnd listEnd(TypeResult result, RunResult of) {
        if (result instanceof TypeResult.Failed failure) {
            Instant alone = of.status() == RunResult.Status.PARTIAL
                    ? clock.instant().plus(Backoff.after(failure.before() + 1))
                    : of.runAt();
            return new Monitor.ListEnd(
                    failure.list().type(),
                    failure.code(),
                    failure.message(),
                    alone,
                    new Monitor.Failed(
                            failure.attempts(), failure.status() == 0 ? null : failure.status(), failure.request()));
        }
        boolean waits = result instanceof TypeResult.Waiting || result instanceof TypeResult.Postponed;
        return new Monitor.ListEnd(result.list().type(), waits ? WAITING : "");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
