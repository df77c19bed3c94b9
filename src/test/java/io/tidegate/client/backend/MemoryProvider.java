package io.tidegate.client.backend;

import io.tidegate.client.SyncProvider;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.PushBatch;
import io.tidegate.protocol.wire.PushResult;
import io.tidegate.protocol.wire.SnapshotPage;
import io.tidegate.protocol.wire.SyncException;
import io.tidegate.protocol.wire.SyncScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The line of one device to a {@link MemoryBackend}. What it listens to comes when {@link #deliver} says so. */
public final class MemoryProvider implements SyncProvider {
    /** What happens to a call. */
    public enum Fault {
        NONE,
        /** The backend never hears of it. */
        LOST_REQUEST,
        /** The backend does it, and the device never hears so. */
        LOST_ANSWER,
        /** The backend hears it twice, and the device the second answer. */
        TWICE
    }

    private final MemoryBackend backend;
    private final String deviceId;
    private Function<String, Fault> faults = call -> Fault.NONE;
    private @Nullable Watcher watcher;
    private long told;
    private int pushes;

    public MemoryProvider(MemoryBackend backend, String deviceId) {
        this.backend = backend;
        this.deviceId = deviceId;
    }

    /** From now on each call (push, pull, snapshot, cursor, watch) asks what happens to it; what it throws, the call throws. */
    public MemoryProvider faults(Function<String, Fault> source) {
        faults = source;
        return this;
    }

    /** Pushes that the backend heard. */
    public int pushes() {
        return pushes;
    }

    /** Tells at most so many changes to who listens. */
    public void deliver(int most) {
        Watcher listening = watcher;
        if (listening != null && told < backend.floor()) {
            watcher = null;
            listening.ended(belowFloor());
        } else if (listening != null) {
            List<SyncChange> after = backend.after(told);
            for (SyncChange change : after.subList(0, Math.min(most, after.size()))) {
                listening.changed(change);
                told = change.serverVersion();
            }
            listening.passed(told);
        }
    }

    /** Breaks what it listens to. */
    public void breakOff() {
        Watcher listening = watcher;
        watcher = null;
        if (listening != null) {
            listening.ended(new UncheckedIOException(new IOException("broken off")));
        }
    }

    public boolean isListening() {
        return watcher != null;
    }

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public Mode mode() {
        return Mode.DIRECT;
    }

    @Override
    public @Nullable String requiredToken() {
        return null;
    }

    @Override
    public PushResult push(PushBatch batch) {
        return call("push", () -> {
            pushes++;
            return backend.push(batch);
        });
    }

    @Override
    public PullResponse pull(PullRequest request) {
        return call("pull", () -> backend.pull(request, deviceId));
    }

    @Override
    public SnapshotPage snapshot(SyncScope scope, @Nullable String pageToken, int pageSize) {
        return call("snapshot", () -> backend.snapshot(pageToken, pageSize));
    }

    @Override
    public void moveCursor(SyncScope scope, String device, long version) {
        call("cursor", () -> {
            backend.moveCursor(device, version);
            return version;
        });
    }

    @Override
    public Subscription subscribe(SyncScope scope, long cursor, Set<String> tables, Watcher listening) {
        return call("watch", () -> {
            if (cursor < backend.floor()) {
                throw belowFloor();
            }
            watcher = listening;
            told = cursor;
            return () -> {
                if (watcher == listening) {
                    watcher = null;
                }
            };
        });
    }

    @Override
    public void dispose() {
        watcher = null;
    }

    private <T> T call(String name, Supplier<T> work) {
        return switch (faults.apply(name)) {
            case NONE -> work.get();
            case LOST_REQUEST -> throw lost("nothing");
            case LOST_ANSWER -> throw lost(work.get());
            case TWICE -> List.of(work.get(), work.get()).get(1);
        };
    }

    private static SyncException belowFloor() {
        return new SyncException(Code.SNAPSHOT_REQUIRED, "the log does not reach back so far");
    }

    private static UncheckedIOException lost(Object answer) {
        return new UncheckedIOException(new IOException("lost, and with it " + answer));
    }
}
