package io.tidegate.device.watch;

import io.tidegate.db.Session;
import io.tidegate.device.log.CounterStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears from the database which workspaces changed, in a session of its own, from {@link #start} on. */
public final class ChangeListener implements AutoCloseable {
    /** What its session begins with. */
    public static final String LISTEN = "listen " + CounterStore.CHANNEL;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final long AGAIN_MILLIS = 1_000;

    private final Session session;
    private final Hub hub;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::listen, "device-changes");

    private ChangeListener(Session session, Hub hub) {
        this.session = session;
        this.hub = hub;
        thread.setDaemon(true);
    }

    /** @param session one that begins with {@link #LISTEN}; it is closed with this */
    public static ChangeListener start(Session session, Hub hub) {
        ChangeListener listener = new ChangeListener(session, hub);
        listener.thread.start();
        return listener;
    }

    private void listen() {
        boolean heard = false;
        try {
            while (closed.getCount() > 0) {
                try {
                    if (!heard) {
                        session.open();
                        heard = true;
                        // what was told while nobody listened is not told again
                        hub.changed();
                    }
                    for (String workspace : session.told(LONGEST)) {
                        hub.changed(Long.parseLong(workspace));
                    }
                } catch (RuntimeException e) {
                    if (heard && closed.getCount() > 0) {
                        LOG.warn("changes of devices are not heard of until the database answers: {}", e.getMessage());
                    }
                    heard = false;
                    boolean unused = closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        session.close();
    }
}
