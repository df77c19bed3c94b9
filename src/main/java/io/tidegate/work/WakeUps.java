package io.tidegate.work;

import java.time.Duration;

/** What a worker without work waits on. */
interface WakeUps extends AutoCloseable {
    /** Returns as soon as there may be work, at the latest after that time. */
    void await(Duration longest) throws InterruptedException;

    @Override
    void close();
}
