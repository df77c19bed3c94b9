package io.tidegate.client.gateway;

import io.tidegate.client.SyncProvider.Subscription;
import io.tidegate.client.SyncProvider.Watcher;
import io.tidegate.client.json.Json;
import io.tidegate.protocol.Code;
import io.tidegate.protocol.InvalidOpException;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.PullResponse;
import io.tidegate.protocol.wire.SyncException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Listens in a thread of its own: to a stream of events or, where streams do not come through, by long polls. */
final class Listening implements Subscription {
    private static final Duration HEAD = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(60);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(45);
    private static final long BETWEEN_EMPTY_POLLS_MS = 250;

    private final Calls calls;
    private final LongFunction<String> path;
    private final Watcher watcher;
    private final StreamTrust trust;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable InputStream open;
    private boolean heard;

    /** @param path of the endpoint, for a cursor */
    Listening(Calls calls, LongFunction<String> path, Watcher watcher, StreamTrust trust) {
        this.calls = calls;
        this.path = path;
        this.watcher = watcher;
        this.trust = trust;
    }

    void start(long cursor) {
        Thread thread = new Thread(() -> run(cursor), "watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        InputStream stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void run(long cursor) {
        @Nullable RuntimeException cause = null;
        try {
            if (!trust.streams() || !stream(cursor)) {
                poll(cursor);
            }
        } catch (IOException e) {
            cause = new UncheckedIOException(e);
        } catch (InvalidOpException e) {
            cause = new SyncException(Code.SERVER_ERROR, "the server said what is no change: " + e.getMessage());
        } catch (RuntimeException e) {
            cause = e;
        }
        if (!isClosed()) {
            watcher.ended(cause);
        }
    }

    /** @return false where the answer is no stream */
    private boolean stream(long cursor) throws IOException {
        long begun = System.nanoTime();
        HttpResponse<InputStream> response = calls.open("GET", path.apply(cursor), null, HEAD, "text/event-stream");
        try (InputStream body = response.body()) {
            open = body;
            if (isClosed()) {
                return true;
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (!type.startsWith("text/event-stream")) {
                return false;
            }
            read(new EventStream(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))));
            return true;
        } finally {
            open = null;
            // one that the application ended soon says nothing of the way
            boolean cutShort = isClosed() && System.nanoTime() - begun < LONG_ENOUGH.toNanos();
            if (heard || !cutShort) {
                trust.streamEnded(heard);
            }
        }
    }

    private void read(EventStream events) throws IOException {
        EventStream.Event event;
        while (!isClosed() && (event = events.next()) != null) {
            heard = true;
            if (event.name().equals("change")) {
                watcher.changed(SyncChange.of(Json.fields(event.data(), "a change")));
            } else if (event.name().equals("heartbeat")) {
                watcher.passed(version(event.id()));
            }
        }
    }

    private static long version(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new InvalidOpException("the id of an event is a version");
        }
    }

    private void poll(long from) {
        long cursor = from;
        while (!isClosed() && trust.pollAgain()) {
            PullResponse page = PullResponse.of(calls.json("GET", path.apply(cursor), null, POLL));
            if (isClosed()) {
                return;
            }
            page.changes().forEach(watcher::changed);
            watcher.passed(page.nextCursor());
            if (page.nextCursor() == cursor) {
                pause();
            }
            cursor = page.nextCursor();
        }
    }

    /** A server that answers at once, with nothing, is not asked all the time. */
    private void pause() {
        try {
            if (closed.await(BETWEEN_EMPTY_POLLS_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
