package io.tidegate.simulation;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network between one device and the backend: it loses, repeats, delays and refuses, breaks off for a while, and sees the
 * device's process end; and while a call is on its way, others go on.
 */
final class FaultyLine implements SyncProvider {
    private final World world;
    private final Backend backend;
    private final Referee referee;
    private final String deviceId;
    private final SyncProvider line;
    private final Runnable meanwhile;
    private final List<Runnable> late = new ArrayList<>();
    private @Nullable Watcher watcher;
    private long told;
    private long life;
    private boolean parted;

    /** @param meanwhile what others do while a call is on its way */
    FaultyLine(World world, Backend backend, Referee referee, String deviceId, Runnable meanwhile) {
        this.world = world;
        this.backend = backend;
        this.referee = referee;
        this.deviceId = deviceId;
        this.line = backend.line(deviceId);
        this.meanwhile = meanwhile;
    }

    /** The device's process ended: nobody hears the answers to what it asked. */
    void cut() {
        life++;
        watcher = null;
    }

    void part(boolean from) {
        parted = from;
        if (from) {
            breakOff();
        }
    }

    /** What is on its way for long arrives, in another order than it was sent. */
    void arrive() {
        if (!late.isEmpty()) {
            late.remove(world.below(late.size())).run();
        }
    }

    boolean isUnderWay() {
        return !late.isEmpty();
    }

    /** Tells at most so many changes to the device, where it listens. */
    void deliver(int most) {
        Watcher listening = watcher;
        if (listening == null || parted) {
            return;
        } else if (told < backend.floor()) {
            watcher = null;
            listening.ended(belowFloor());
            return;
        }
        world.count("told");
        boolean again = told > backend.floor() && world.chance(10);
        long from = again ? told - 1 : told;
        String project = backend.project(deviceId);
        List<SyncChange> after = backend.after(from, project);
        for (SyncChange change : after.subList(0, Math.min(most, after.size()))) {
            listening.changed(change);
            told = Math.max(told, change.serverVersion());
        }
        if (project != null && after.size() <= most) {
            // what is for others is passed as well
            told = Math.max(told, backend.head());
        }
        if (!world.chance(30)) {
            listening.passed(told);
        }
    }

    void breakOff() {
        Watcher listening = watcher;
        watcher = null;
        if (listening != null) {
            world.count("broken off");
            listening.ended(world.chance(30) ? null : lost());
        }
    }

    @Override
    public String id() {
        return "simulated";
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
        return call("push " + batch.ops().size(), () -> referee.pushed(batch, line.push(batch)));
    }

    @Override
    public PullResponse pull(PullRequest request) {
        int limit = world.chance(40) ? 1 + world.below(3) : request.limit();
        PullRequest asked = new PullRequest(request.scope(), request.cursor(), limit, request.tables());
        return call("pull " + request.cursor(), () -> referee.pulled(deviceId, asked, line.pull(asked)));
    }

    @Override
    public SnapshotPage snapshot(SyncScope scope, @Nullable String pageToken, int pageSize) {
        int size = world.chance(60) ? 1 + world.below(3) : pageSize;
        return call("snapshot", () -> referee.shown(line.snapshot(scope, pageToken, size)));
    }

    @Override
    public void moveCursor(SyncScope scope, String deviceId, long version) {
        call("cursor " + version, () -> {
            line.moveCursor(scope, deviceId, version);
            referee.moved(deviceId, version);
            return version;
        });
    }

    @Override
    public Subscription subscribe(SyncScope scope, long cursor, Set<String> tables, Watcher listening) {
        return call("watch " + cursor, () -> {
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
        long mine = life;
        world.note(name);
        meanwhile.run();
        requireAlive(mine);
        if (parted) {
            world.count("call while parted");
            throw lost();
        }
        int dice = world.isCalm() ? 99 : world.below(100);
        if (dice < 4) {
            world.count("request lost");
            throw lost();
        } else if (dice < 8 && !name.startsWith("watch")) {
            world.count("request late");
            late.add(() -> quietly(name, work));
            throw lost();
        } else if (dice < 10) {
            world.count("refused");
            throw new SyncException(Code.RATE_LIMITED, "too many for now", Duration.ofSeconds(world.below(20)));
        } else if (dice < 11) {
            world.count("refused");
            throw new SyncException(world.chance(50) ? Code.SERVER_ERROR : Code.UNAUTHORIZED, "not now");
        } else if (dice < 13) {
            world.count("crash before the call");
            throw new Crash();
        } else if (dice < 16) {
            world.count("request twice");
            world.note("answered: " + (work.get() != null));
        } else if (dice < 18 && !name.startsWith("watch")) {
            world.count("request twice, once late");
            late.add(() -> quietly(name, work));
        }
        T answer = answer(name, work);
        meanwhile.run();
        requireAlive(mine);
        if ((dice >= 18 && dice < 23) || parted) {
            world.count("answer lost");
            throw lost();
        } else if (dice >= 23 && dice < 26) {
            world.count("crash after the call");
            throw new Crash();
        }
        return answer;
    }

    private <T> T answer(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (SyncException e) {
            world.count(name.split(" ", 2)[0] + " refused with " + e.code());
            throw e;
        }
    }

    /** Nobody waits for the answer any more. */
    private void quietly(String name, Supplier<?> work) {
        world.note("late: " + name);
        try {
            world.note("answered: " + (work.get() != null));
        } catch (SyncException e) {
            world.note("refused " + e.code());
        }
    }

    private void requireAlive(long mine) {
        if (mine != life) {
            throw new Crash();
        }
    }

    private static SyncException belowFloor() {
        return new SyncException(Code.SNAPSHOT_REQUIRED, "the log does not reach back so far");
    }

    private static UncheckedIOException lost() {
        return new UncheckedIOException(new IOException("lost on the way"));
    }
}
