package io.tidegate.mbean;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The queue as it was seen last. */
final class QueueBean implements QueueMXBean {
    private final Hand hand;
    private final LongFunction<@Nullable Long> organizations;
    private volatile SightStore.Queue seen;

    /** @param organizations whose a dead letter is; null when there is none of that number */
    QueueBean(Hand hand, LongFunction<@Nullable Long> organizations, SightStore.Queue seen) {
        this.hand = hand;
        this.organizations = organizations;
        this.seen = seen;
    }

    void show(SightStore.Queue newer) {
        seen = newer;
    }

    @Override
    public long getAvailable() {
        return seen.available();
    }

    @Override
    public long getRunning() {
        return seen.running();
    }

    @Override
    public long getRetryable() {
        return seen.retryable();
    }

    @Override
    public long getOldestSeconds() {
        return seen.oldest();
    }

    @Override
    public long getDeadLetters() {
        return seen.letters();
    }

    @Override
    public String getSeenAt() {
        return seen.at().toString();
    }

    @Override
    public String replay(long deadLetter) {
        Long organization = organizations.apply(deadLetter);
        if (organization == null) {
            throw new IllegalStateException("There is no dead letter " + deadLetter + ".");
        }
        return hand.act(organization, "/dead-letters/" + deadLetter + "/replay");
    }
}
