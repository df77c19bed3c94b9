package io.tidegate.device.http;

import io.tidegate.device.watch.Outlet;
import io.tidegate.device.watch.Told;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For who cannot read events: answers as a pull does, as soon as there is something or nothing came for long. */
final class LongPoll implements Outlet {
    private final RoutingContext context;
    private final int limit;
    private long position;
    private long oldest;

    /** @param limit of changes in the answer */
    LongPoll(RoutingContext context, long cursor, int limit) {
        this.context = context;
        this.position = cursor;
        this.limit = limit;
    }

    @Override
    public void tell(List<Told> changes, long to, long floor) {
        position = to;
        oldest = floor;
        if (changes.isEmpty()) {
            return;
        }
        boolean more = changes.size() > limit;
        List<SyncChange> first = changes.stream().limit(limit).map(Told::change).toList();
        long next = more ? first.get(limit - 1).serverVersion() : to;
        Answers.send(context, Answers.text(new PullResponse(first, next, more, floor).json()));
    }

    /** Nothing came. */
    void giveUp() {
        if (!isOver()) {
            Answers.send(context, Answers.text(new PullResponse(List.of(), position, false, oldest).json()));
        }
    }

    @Override
    public void beat(long at) {
        // who waits for one answer is told nothing before
        position = Math.max(position, at);
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void whenRoom(Runnable next) {
        next.run();
    }

    @Override
    public void end(@Nullable RuntimeException why) {
        if (why == null) {
            giveUp();
        } else {
            Answers.refuse(context, why);
        }
    }

    @Override
    public boolean isOver() {
        HttpServerResponse response = context.response();
        return response.closed() || response.ended();
    }
}
