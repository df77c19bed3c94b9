package io.tidegate.bench;

import io.tidegate.queue.QueueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;

/** Eight claimers over 2,000 docks that are all due, each in a lane of its own. */
final class Claims {
    private static final int DOCKS = 2000;
    private static final int CLAIMERS = 8;
    private static final int BATCH = 50;
    private static final int ROUNDS = 5;
    private static final List<String> PROVIDERS = List.of("bench-claims");

    private final Jdbi jdbi;
    private final QueueStore queue;

    Claims(BenchNode node) {
        this.jdbi = node.jdbi();
        this.queue = node.queue();
    }

    /** Claims a second, the median of several rounds. */
    double perSecond() throws InterruptedException, ExecutionException {
        jdbi.useHandle(handle -> {
            handle.execute(
                    "insert into docks (org_id, name, provider, lane_key, next_sync_at, created_at, updated_at)"
                            + " select 1, 'claim ' || n, 'bench-claims', 'claim ' || n, now(), now(), now()"
                            + " from generate_series(1, ?) n",
                    DOCKS);
            handle.execute("insert into lanes select lane_key, now() from docks where provider = 'bench-claims'");
            handle.execute(
                    "insert into sync_queue (org_id, dock_id, lane_key, type, priority, state, queued_at, run_at)"
                            + " select 1, id, lane_key, 'scheduled', 2, 'available', now(), now() from docks"
                            + " where provider = 'bench-claims'");
            handle.execute("analyze docks, lanes, sync_queue");
        });
        List<Double> rates = new ArrayList<>();
        ExecutorService claimers = Executors.newFixedThreadPool(CLAIMERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(round(claimers));
                reset();
            }
        } finally {
            claimers.shutdownNow();
        }
        jdbi.useHandle(handle -> {
            handle.execute("delete from docks where provider = 'bench-claims'");
            handle.execute("delete from lanes where lane_key like 'claim %'");
        });
        return rates.stream().sorted().toList().get(ROUNDS / 2);
    }

    private double round(ExecutorService claimers) throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < CLAIMERS; i++) {
            all.add(claimers.submit(this::claimAll));
        }
        int claimed = 0;
        for (Future<Integer> one : all) {
            claimed += one.get();
        }
        if (claimed != DOCKS) {
            throw new IllegalStateException(claimed + " jobs were claimed of " + DOCKS);
        }
        return claimed * 1e9 / (System.nanoTime() - began);
    }

    private int claimAll() {
        int claimed = 0;
        for (int empty = 0; empty < 3; ) {
            int some = queue.claim(BATCH, PROVIDERS, "bench", BenchNode.now(), Duration.ofMinutes(1))
                    .size();
            claimed += some;
            empty = some == 0 ? empty + 1 : 0;
        }
        return claimed;
    }

    private void reset() {
        jdbi.useHandle(handle -> {
            handle.execute("update lanes set job_id = null where lane_key like 'claim %'");
            handle.execute("update sync_queue set state = 'available', event_id = null, event_at = null"
                    + " where lane_key like 'claim %'");
            handle.execute("vacuum analyze sync_queue");
            handle.execute("vacuum analyze lanes");
        });
    }
}
