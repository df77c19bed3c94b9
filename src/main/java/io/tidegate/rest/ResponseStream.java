package io.tidegate.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes into an answer from a worker's thread, no faster than its reader takes it. */
final class ResponseStream extends OutputStream {
    private static final int CHUNK = 32 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    private final RoutingContext context;
    private final HttpServerResponse response;
    private Buffer buffer = Buffer.buffer(CHUNK);

    ResponseStream(RoutingContext context) {
        this.context = context;
        this.response = context.response();
    }

    @Override
    public void write(int single) throws IOException {
        buffer.appendByte((byte) single);
        sendWhenFull();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        buffer.appendBytes(bytes, offset, length);
        sendWhenFull();
    }

    private void sendWhenFull() throws IOException {
        if (buffer.length() >= CHUNK) {
            send();
        }
    }

    private void send() throws IOException {
        Buffer chunk = buffer;
        buffer = Buffer.buffer(CHUNK);
        CompletableFuture<Void> room = new CompletableFuture<>();
        context.vertx().runOnContext(ignored -> {
            if (response.closed()) {
                room.completeExceptionally(new IOException("the reader has gone"));
                return;
            }
            response.write(chunk);
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> room.complete(null));
            } else {
                room.complete(null);
            }
        });
        await(room);
    }

    private static void await(CompletableFuture<Void> room) throws IOException {
        try {
            room.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the reader has gone, or takes nothing more", e);
        }
    }

    /** All is written. Not called, the answer stays unfinished, and its reader sees that it is. */
    void end() throws IOException {
        if (buffer.length() > 0) {
            send();
        }
        context.vertx().runOnContext(ignored -> response.end());
    }
}
