package io.tidegate.device.watch;

import io.tidegate.device.DeviceGateway;
import io.tidegate.protocol.wire.PullRequest;
import io.tidegate.protocol.wire.PullResponse;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One who watches: told of each version once, in order. What it holds is touched by its own executor alone. */
public final class Watcher {
    private static final int PAGE = 500;

    private final Watch watch;
    private final Outlet outlet;
    private final DeviceGateway gateway;
    private final Executor own;
    private final Executor reads;
    private long position;
    private long wanted;
    private boolean reading = true;

    /**
     * Makes one, which tells nothing before {@link #begin}.
     *
     * @param own runs one thing after another, in which the outlet is used
     * @param reads for what asks the database
     */
    public Watcher(Watch watch, Outlet outlet, DeviceGateway gateway, Executor own, Executor reads) {
        this.watch = watch;
        this.outlet = outlet;
        this.gateway = gateway;
        this.own = own;
        this.reads = reads;
        this.position = watch.cursor();
    }

    public Watch watch() {
        return watch;
    }

    void begin() {
        own.execute(this::read);
    }

    void offer(Batch batch) {
        own.execute(() -> deliver(batch));
    }

    void beat() {
        own.execute(() -> {
            if (!outlet.isOver() && !reading) {
                outlet.beat(position);
            }
        });
    }

    void end(@Nullable RuntimeException why) {
        own.execute(() -> {
            if (!outlet.isOver()) {
                outlet.end(why);
            }
        });
    }

    private void deliver(Batch batch) {
        if (outlet.isOver() || batch.to() <= position) {
            return;
        }
        wanted = Math.max(wanted, batch.to());
        if (reading) {
            return;
        } else if (batch.after() > position || outlet.isFull()) {
            reading = true;
            next();
            return;
        }
        List<Told> changes = batch.entries().stream()
                .filter(each -> each.entry().change().serverVersion() > position
                        && each.entry().isFor(watch.scope().projectId(), watch.tables()))
                .map(Batch.Entry::told)
                .toList();
        position = batch.to();
        outlet.tell(changes, position, batch.floor());
    }

    private void next() {
        if (outlet.isFull()) {
            outlet.whenRoom(() -> own.execute(this::read));
        } else {
            read();
        }
    }

    private void read() {
        if (outlet.isOver()) {
            return;
        }
        PullRequest request = new PullRequest(watch.scope(), position, PAGE, watch.tables());
        reads.execute(() -> {
            try {
                PullResponse pulled = gateway.pull(watch.device(), request);
                own.execute(() -> caughtUp(pulled));
            } catch (RuntimeException e) {
                end(e);
            }
        });
    }

    private void caughtUp(PullResponse pulled) {
        if (outlet.isOver()) {
            return;
        }
        position = pulled.nextCursor();
        outlet.tell(pulled.changes().stream().map(Told::new).toList(), position, pulled.oldestRetainedVersion());
        if (outlet.isOver()) {
            return;
        } else if (pulled.hasMore() || wanted > position) {
            next();
        } else {
            reading = false;
        }
    }
}
