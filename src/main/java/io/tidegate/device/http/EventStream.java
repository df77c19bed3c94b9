package io.tidegate.device.http;

import io.tidegate.device.watch.Outlet;
import io.tidegate.device.watch.Told;
import io.tidegate.protocol.SyncChange;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Server-sent events: one of each change, whose id is its version. */
final class EventStream implements Outlet {
    private final RoutingContext context;
    private final HttpServerResponse response;

    EventStream(RoutingContext context) {
        this.context = context;
        this.response = context.response();
    }

    @Override
    public void tell(List<Told> changes, long to, long floor) {
        boolean begins = !response.headWritten();
        if (begins) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    // compressed, an event would wait for the next ones
                    .putHeader("Content-Encoding", "identity");
        }
        StringBuilder text = new StringBuilder();
        long last = -1;
        for (Told each : changes) {
            text.append(each.text(EventStream::event));
            last = each.change().serverVersion();
        }
        if (last < to || begins) {
            text.append(heartbeat(to));
        }
        response.write(text.toString());
    }

    private static String event(SyncChange change) {
        return "id: " + change.serverVersion() + "\nevent: change\ndata: " + Answers.text(change.json()) + "\n\n";
    }

    private static String heartbeat(long position) {
        return "id: " + position + "\nevent: heartbeat\ndata: {}\n\n";
    }

    @Override
    public void beat(long position) {
        if (!response.writeQueueFull()) {
            response.write(heartbeat(position));
        }
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void whenRoom(Runnable next) {
        response.drainHandler(drained -> {
            response.drainHandler(null);
            next.run();
        });
    }

    @Override
    public void end(@Nullable RuntimeException why) {
        if (!response.headWritten() && why != null) {
            Answers.refuse(context, why);
        } else if (why == null) {
            response.end();
        } else {
            String said = Answers.text(Answers.Refusal.of(why).json());
            response.end("event: end\ndata: " + said + "\n\n");
        }
    }

    @Override
    public boolean isOver() {
        return response.closed() || response.ended();
    }
}
