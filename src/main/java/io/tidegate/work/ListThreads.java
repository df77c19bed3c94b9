package io.tidegate.work;

import io.tidegate.run.RunIds;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that lists run on while their run's worker waits for them. */
public final class ListThreads {
    private static final int OF_EACH_WORKER = 2;
    private static final long IDLE_SECONDS = 10;

    private ListThreads() {}

    /** In the worker's own thread, where one list follows another: what stops the worker then stops the list. */
    public static ExecutorService ofWorker() {
        return new AbstractExecutorService() {
            private volatile boolean closed;

            @Override
            public void execute(Runnable task) {
                task.run();
            }

            @Override
            public void shutdown() {
                closed = true;
            }

            @Override
            public List<Runnable> shutdownNow() {
                closed = true;
                return List.of();
            }

            @Override
            public boolean isShutdown() {
                return closed;
            }

            @Override
            public boolean isTerminated() {
                return closed;
            }

            @Override
            public boolean awaitTermination(long timeout, TimeUnit unit) {
                return true;
            }
        };
    }

    /**
     * A pool that the lists of so many workers share where they run side by side; those for which no thread is free wait.
     * Nothing that runs here waits for the pool itself.
     */
    public static ExecutorService of(int workers) {
        AtomicInteger number = new AtomicInteger();
        int most = OF_EACH_WORKER * workers;
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                            Thread thread = new Thread(task, "list-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        }) {
                    @Override
                    public void execute(Runnable task) {
                        super.execute(RunIds.kept(task));
                    }
                };
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
