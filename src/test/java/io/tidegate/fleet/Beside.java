package io.tidegate.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is done beside the rest, and awaited later. */
final class Beside {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> under = new ArrayList<>();

    /** A piece of work. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    void begin(Work work) {
        under.add(threads.submit(() -> {
            work.run();
            return null;
        }));
    }

    /** @throws Exception what one of them threw */
    void await() throws Exception {
        threads.shutdown();
        for (Future<?> each : under) {
            each.get();
        }
    }
}
