package io.tidegate.work;

import io.tidegate.queue.QueueStore.Claimable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins an exchange with the jobs that came to wait for a worker, whenever there are new ones. It looks at the committed
 * table, so that no job is told of before it is there, and one that was missed is seen at the next look.
 */
final class WaitingConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingConsumer.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final JobSource source;
    private @Nullable Thread looker;

    WaitingConsumer(JobsEndpoint endpoint, Processor processor, JobSource source) {
        super(endpoint, processor);
        this.source = source;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Thread thread = new Thread(this::lookWhileStarted, "waiting-jobs");
        thread.setDaemon(true);
        looker = thread;
        thread.start();
    }

    @Override
    protected void doStop() throws Exception {
        if (looker != null) {
            looker.interrupt();
            looker.join(2 * LOOK_AGAIN.toMillis());
        }
        super.doStop();
    }

    private void lookWhileStarted() {
        Waiting told = new Waiting(System::nanoTime);
        boolean away = false;
        try (WakeUps wakeUps = source.notifications()) {
            while (!isStoppingOrStopped() && !Thread.currentThread().isInterrupted()) {
                try {
                    List<Claimable> fresh = told.fresh(source.waiting());
                    if (!fresh.isEmpty() && !tell(fresh)) {
                        told.forget(fresh);
                    }
                    away = false;
                    wakeUps.await(LOOK_AGAIN);
                } catch (RuntimeException e) {
                    if (!away && !isStoppingOrStopped()) {
                        LOG.warn("no jobs can be announced, trying again every second: {}", e.getMessage());
                        away = true;
                    }
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tell(List<Claimable> jobs) {
        Exchange exchange = createExchange(true);
        exchange.getMessage().setBody(jobs);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler().handleException("not announced", exchange, exchange.getException());
        }
        return exchange.getException() == null && !exchange.getProperty("untold", false, Boolean.class);
    }
}
