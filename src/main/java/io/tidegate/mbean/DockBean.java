package io.tidegate.mbean;

import io.tidegate.dock.Dock;
import io.tidegate.dock.DockHealth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A dock as it was seen last. */
final class DockBean implements DockMXBean {
    private final Hand hand;
    private volatile Seen seen;

    /** What is known of a dock. */
    record Seen(Dock dock, DockHealth health, Instant at) {}

    DockBean(Hand hand, Seen seen) {
        this.hand = hand;
        this.seen = seen;
    }

    void show(Seen newer) {
        seen = newer;
    }

    @Override
    public long getId() {
        return seen.dock().id();
    }

    @Override
    public String getStatus() {
        return seen.health().status();
    }

    @Override
    public String getReason() {
        return seen.health().word().text() + ": " + seen.health().reason();
    }

    @Override
    public boolean isRunning() {
        return seen.health().running();
    }

    @Override
    public boolean isEnabled() {
        return seen.dock().schedule().enabled();
    }

    @Override
    public long getIntervalSeconds() {
        return seen.dock().schedule().interval().toSeconds();
    }

    @Override
    public long getCurrentIntervalSeconds() {
        return seen.dock().schedule().pace().current().toSeconds();
    }

    @Override
    public int getConsecutiveFailures() {
        return seen.dock().condition().failures();
    }

    @Override
    public @Nullable String getLastSync() {
        return text(seen.dock().condition().lastSync());
    }

    @Override
    public @Nullable String getNextSync() {
        return text(seen.dock().nextSync());
    }

    @Override
    public @Nullable String getWaitingUntil() {
        return text(seen.health().until());
    }

    @Override
    public String getSeenAt() {
        return seen.at().toString();
    }

    @Override
    public String syncNow() {
        return act("sync");
    }

    @Override
    public String pause() {
        act("pause");
        return "paused";
    }

    @Override
    public String resume() {
        act("resume");
        return "resumed";
    }

    private String act(String what) {
        Dock dock = seen.dock();
        return hand.act(dock.owner().organization(), "/docks/" + dock.id() + "/" + what);
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
