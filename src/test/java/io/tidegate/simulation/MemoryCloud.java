package io.tidegate.simulation;

import io.tidegate.client.SyncProvider;
import io.tidegate.client.backend.MemoryBackend;
import io.tidegate.client.backend.MemoryProvider;
import io.tidegate.protocol.Limits;
import io.tidegate.protocol.SyncChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A workspace in memory that forgets by the rule of retention. */
final class MemoryCloud implements Backend {
    private final InstantSource time;
    private final MemoryBackend backend;
    private final List<String> devices = new ArrayList<>();
    private final List<Instant> written = new ArrayList<>();
    private final Map<String, Long> cursors = new HashMap<>();
    private final Map<String, Instant> moved = new HashMap<>();

    MemoryCloud(InstantSource time) {
        this.time = time;
        this.backend = new MemoryBackend(time);
    }

    @Override
    public String workspace() {
        return "acme";
    }

    @Override
    public SyncProvider line(String deviceId) {
        devices.add(deviceId);
        return new MemoryProvider(backend, deviceId);
    }

    @Override
    public List<SyncChange> after(long version) {
        List<SyncChange> after = backend.after(version);
        while (written.size() < backend.head()) {
            written.add(time.instant());
        }
        for (String device : devices) {
            long cursor = backend.cursor(device);
            if (cursor != cursors.getOrDefault(device, -1L)) {
                cursors.put(device, cursor);
                moved.put(device, time.instant());
            }
        }
        return after;
    }

    @Override
    public long head() {
        return backend.head();
    }

    @Override
    public long floor() {
        return backend.floor();
    }

    @Override
    public void collect() {
        Instant now = time.instant();
        long reach = backend.head();
        for (int i = (int) backend.floor(); i < written.size() && i < reach; i++) {
            if (!written.get(i).isBefore(now.minus(Limits.RETENTION))) {
                reach = i;
            }
        }
        for (String device : devices) {
            long cursor = backend.cursor(device);
            Instant last = moved.get(device);
            if (last != null && cursor >= backend.floor() && last.isAfter(now.minus(Limits.ABSENCE))) {
                reach = Math.min(reach, cursor);
            }
        }
        if (reach > backend.floor()) {
            backend.forget(reach);
        }
    }

    @Override
    public List<SyncChange> rows() {
        return backend.rows();
    }
}
