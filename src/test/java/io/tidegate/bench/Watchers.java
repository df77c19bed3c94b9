package io.tidegate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;

/** Many who watch, read by one thread and with little more memory than their sockets. */
final class Watchers implements AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final String BEAT = "event: heartbeat";
    private static final String CHANGE = "event: change";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    Watchers() throws IOException {}

    /** Connects so many, and waits until each was told where it stands. */
    void connect(int port, int count, IntFunction<String> tokens) throws IOException {
        for (int begun = 0; begun < count; begun += AT_ONCE) {
            int group = Math.min(AT_ONCE, count - begun);
            for (int i = 0; i < group; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                String request = "GET /sync/v1/watched/watch HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + tokens.apply(begun + i) + "\r\nAccept: text/event-stream\r\n\r\n";
                channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
            await(group, BEAT);
        }
    }

    /** Waits until so many were told of a change. */
    void awaitChange(int count) throws IOException {
        await(count, CHANGE);
    }

    /** Reads what comes for a while. */
    void idle(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            read(left, "");
        }
    }

    private void await(int count, String event) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int told = 0; told < count; told += read(end - System.nanoTime(), event)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + told + " of " + count + " were told");
            }
        }
    }

    /** How many were told of it. */
    private int read(long nanos, String event) throws IOException {
        int[] told = new int[1];
        selector.select(
                key -> {
                    String text = text((SocketChannel) key.channel());
                    if (text.contains("errorCode")) {
                        throw new IllegalStateException(text);
                    }
                    told[0] += text.contains(event) ? 1 : 0;
                },
                Math.max(1, nanos / 1_000_000));
        return told[0];
    }

    private String text(SocketChannel channel) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IllegalStateException("a watcher was ended");
            }
            return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
