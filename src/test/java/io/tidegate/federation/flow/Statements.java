package io.tidegate.federation.flow;

import java.time.Duration;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Counts the statements that come from reconciling, and how long they span. */
final class Statements implements SqlLogger {
    private int count;
    private long first;
    private long last;

    @Override
    public synchronized void logAfterExecution(StatementContext context) {
        boolean ours = StackWalker.getInstance()
                .walk(frames ->
                        frames.anyMatch(frame -> frame.getClassName().startsWith("io.tidegate.federation.reconcile")));
        if (ours) {
            first = count++ == 0 ? System.nanoTime() : first;
            last = System.nanoTime();
        }
    }

    synchronized void begin() {
        count = 0;
        first = 0;
        last = 0;
    }

    synchronized int count() {
        return count;
    }

    synchronized Duration took() {
        return Duration.ofNanos(last - first);
    }
}
