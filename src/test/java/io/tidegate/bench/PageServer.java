package io.tidegate.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers with pages that lie ready outside the heap, so that it costs next to nothing beside what is measured.
 * {@code /many?page=n} links to the next page, {@code /tenth} lists the first tenth of it, {@code /one} is the first page
 * alone.
 */
final class PageServer implements AutoCloseable {
    static final int PAGE = 100;

    /** As many as may begin at once: thousands of docks that are due. */
    private static final int BACKLOG = 4096;

    private final ServerSocketChannel socket;
    private final int pages;
    private final ByteBuffer one;
    private final Duration latency;
    private final LongAdder answered = new LongAdder();
    private final ByteBuffer[] tenth;
    private volatile ByteBuffer[] many;

    private PageServer(ServerSocketChannel socket, int records, Duration latency) throws IOException {
        this.socket = socket;
        this.pages = records / PAGE;
        this.latency = latency;
        this.one = answer("/one", 0, 0, false);
        this.many = pages("/many", pages, 0);
        this.tenth = pages("/tenth", pages / 10, 0);
        daemon(this::accept);
    }

    /** @param records how many {@code /many} lists, a multiple of 100 */
    static PageServer start(int records) {
        return start(records, Duration.ZERO);
    }

    /** @param latency how long each answer takes, as that of a provider far away does */
    static PageServer start(int records, Duration latency) {
        try {
            ServerSocketChannel socket = ServerSocketChannel.open();
            return new PageServer(
                    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG), records, latency);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + socket.socket().getLocalPort();
    }

    /** How many requests it answered so far. */
    long answered() {
        return answered.sum();
    }

    /** One record in a hundred, one a page, is another from now on. */
    void change(int generation) {
        many = pages("/many", pages, generation);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer[] pages(String path, int count, int generation) {
        ByteBuffer[] answers = new ByteBuffer[count];
        for (int page = 0; page < count; page++) {
            answers[page] = answer(path, page, generation, page < count - 1);
        }
        return answers;
    }

    private ByteBuffer answer(String path, int page, int generation, boolean more) {
        StringBuilder body = new StringBuilder(PAGE * 420).append("{\"servers\":[");
        for (int i = 0; i < PAGE; i++) {
            body.append(i == 0 ? "" : ",").append(record(page * PAGE + i, i == 50 ? generation : 0));
        }
        body.append("],\"links\":{");
        if (more) {
            body.append("\"next\":\"")
                    .append(baseUrl())
                    .append(path)
                    .append("?page=")
                    .append(page + 1)
                    .append('"');
        }
        byte[] bytes = body.append("}}").toString().getBytes(UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nRateLimit-Limit: 1000000\r\n"
                + "RateLimit-Remaining: 999999\r\nRateLimit-Reset: 1\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        ByteBuffer answer = ByteBuffer.allocateDirect(head.length() + bytes.length);
        return answer.put(head.getBytes(ISO_8859_1)).put(bytes).flip();
    }

    /** About 400 bytes, twelve members. */
    private static String record(int number, int generation) {
        return """
                {"id":%d,"name":"server-%d-%d","status":"%s","memory":%d,"vcpus":%d,"disk":80,"locked":false,\
                "region":{"slug":"fra1","name":"Frankfurt 1"},"created_at":"2026-01-%02dT08:15:30Z",\
                "networks":{"v4":[{"type":"private","ip_address":"10.%d.%d.%d"},\
                {"type":"public","ip_address":"203.%d.%d.%d"}]},\
                "tags":["web","blue","team-%d"],"next_backup_window":{"start":"2026-11-21T%02d:00:00Z"}}""".formatted(
                        number,
                        number,
                        generation,
                        number % 17 == 0 ? "off" : "active",
                        1024 << (number % 4),
                        1 + number % 8,
                        1 + number % 28,
                        number >> 16 & 255,
                        number >> 8 & 255,
                        number & 255,
                        number >> 16 & 255,
                        number >> 8 & 255,
                        number & 255,
                        number % 50,
                        number % 24);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = socket.accept();
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed: the bench is over
            return;
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer in = ByteBuffer.allocate(8 << 10);
            while (connection.read(in) >= 0) {
                String request = new String(in.array(), 0, in.position(), ISO_8859_1);
                if (request.endsWith("\r\n\r\n")) {
                    in.clear();
                    if (!latency.isZero()) {
                        LockSupport.parkNanos(latency.toNanos());
                    }
                    ByteBuffer answer = find(request).duplicate();
                    answered.increment();
                    while (answer.hasRemaining()) {
                        connection.write(answer);
                    }
                }
            }
        } catch (IOException e) {
            // the caller went away
            return;
        }
    }

    private ByteBuffer find(String request) {
        String target = request.substring(4, request.indexOf(' ', 4));
        int page = target.indexOf("page=");
        int number = page < 0 ? 0 : Integer.parseInt(target.substring(page + 5));
        return target.startsWith("/one") ? one : target.startsWith("/tenth") ? tenth[number] : many[number];
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action, "pages");
        thread.setDaemon(true);
        thread.start();
    }
}
