package io.tidegate.work;

import io.tidegate.run.RunIds;
import io.tidegate.run.SyncRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims as many jobs as workers are free, and lets a worker take each through the route. This is the one place that
 * waits for work: for a notification, else a second.
 */
final class JobsConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(JobsConsumer.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How long a stop lets runs end by themselves; then they stop after their page and hand their job back. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration STANDS_STILL = Duration.ofMinutes(5);

    private final JobSource source;
    private final int workers;
    private final Semaphore free;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile boolean claiming;
    private volatile long looked = System.nanoTime();
    private @Nullable Thread claimer;
    private @Nullable ExecutorService threads;

    JobsConsumer(JobsEndpoint endpoint, Processor processor, JobSource source, int workers) {
        super(endpoint, processor);
        this.source = source;
        this.workers = workers;
        this.free = new Semaphore(workers);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        interrupted.set(false);
        threads =
                getEndpoint().getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "worker", workers);
        claiming = true;
        looked = System.nanoTime();
        Thread thread = new Thread(this::claimWhileStarted, "claimer");
        thread.setDaemon(true);
        claimer = thread;
        source.add(this);
        thread.start();
    }

    @Override
    protected void doSuspend() {
        claiming = false;
    }

    @Override
    protected void doResume() {
        claiming = true;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    /** Runs at work, a claim under way among them. */
    @Override
    public int getPendingExchangesSize() {
        return workers - free.availablePermits();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        claiming = false;
    }

    /** Claims nothing more; lets the runs at work end, and after a grace asks them to stop after their page. */
    void drain() {
        claiming = false;
        if (!areAllFree()) {
            LOG.info("{} runs are still at work; they stop after their page", workers - free.availablePermits());
            interrupted.set(true);
            if (!areAllFree()) {
                LOG.warn("{} runs did not stop in time; their jobs are handed back", workers - free.availablePermits());
            }
        }
    }

    /** Whether it looked for work lately; a database that is away keeps a look for two minutes at most. */
    boolean looks() {
        return System.nanoTime() - looked < STANDS_STILL.toNanos();
    }

    private boolean areAllFree() {
        try {
            boolean all = free.tryAcquire(workers, GRACE.toMillis(), TimeUnit.MILLISECONDS);
            if (all) {
                free.release(workers);
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    protected void doStop() throws Exception {
        claiming = false;
        source.remove(this);
        if (claimer != null) {
            claimer.interrupt();
            claimer.join(2 * LOOK_AGAIN.toMillis());
        }
        if (threads != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(threads);
        }
        super.doStop();
    }

    private void claimWhileStarted() {
        try (WakeUps wakeUps = source.wakeUps()) {
            boolean away = false;
            while (!isStoppingOrStopped() && !Thread.currentThread().isInterrupted()) {
                looked = System.nanoTime();
                try {
                    int claimed = claiming ? claim() : 0;
                    if (away) {
                        LOG.info("the database is back");
                        away = false;
                    }
                    if (claimed == 0) {
                        wakeUps.await(LOOK_AGAIN);
                    }
                } catch (RuntimeException e) {
                    if (!away && !isStoppingOrStopped()) {
                        LOG.warn("no jobs can be claimed, trying again every second: {}", e.getMessage());
                        away = true;
                    }
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims as many runs as workers are free, and waits for one to be free when none is. */
    private int claim() throws InterruptedException {
        if (!free.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            return 0;
        }
        int permits = 1 + free.drainPermits();
        int used = 0;
        try {
            List<SyncRun> runs = claiming ? source.claim(permits, interrupted) : List.of();
            for (SyncRun run : runs) {
                if (hand(run)) {
                    used++;
                }
            }
            return runs.size();
        } finally {
            free.release(permits - used);
        }
    }

    private boolean hand(SyncRun run) {
        try {
            Objects.requireNonNull(threads).execute(() -> RunIds.about(run, () -> work(run)));
            return true;
        } catch (RejectedExecutionException e) {
            source.done(run); // we stop; it goes back to the queue
            return false;
        }
    }

    private void work(SyncRun run) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(SyncRun.PROPERTY, run);
        exchange.setProperty("dock", run.dock().id());
        exchange.setProperty("provider", run.provider().name());
        try {
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("run broke off", exchange, exchange.getException());
            }
        } catch (Exception e) {
            getExceptionHandler().handleException("run broke off", exchange, e);
        } finally {
            // lists that run side by side may not have noticed yet that their worker was stopped
            run.lose();
            source.done(run);
            free.release();
        }
    }
}
