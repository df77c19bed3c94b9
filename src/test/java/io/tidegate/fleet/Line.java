package io.tidegate.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The network between a device and the servers: bytes go both ways as they come, or late, or not at all, or break off in the
 * middle of an answer.
 */
final class Line implements AutoCloseable {
    private final ServerSocket door;
    private final Supplier<List<Integer>> servers;
    private final Random chance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean parted;
    private volatile long delayMillis;
    /** So many bytes of answers may still pass; negative: all. */
    private long until = -1;

    private int turn;

    /** @param servers the ports of those that are up, asked for each connection */
    Line(Supplier<List<Integer>> servers, long seed) {
        this.servers = servers;
        this.chance = new Random(seed);
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        begin(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** Nothing comes through any more. */
    void part() {
        parted = true;
        cut();
    }

    /** Everything comes through, at once. */
    synchronized void heal() {
        parted = false;
        delayMillis = 0;
        until = -1;
    }

    /** What is open breaks off; what comes next may pass. */
    void cut() {
        open.forEach(Line::drop);
    }

    /** Every connection breaks off in the middle of an answer, until this is healed. */
    synchronized void cutAnswers(int afterBytes) {
        until = afterBytes;
    }

    /** Whatever passes waits so long. */
    void delay(long millis) {
        delayMillis = millis;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket device = door.accept();
                begin(() -> connect(device));
            } catch (IOException e) {
                // closed, or the device was gone again
            }
        }
    }

    private void connect(Socket device) {
        List<Integer> ports = parted ? List.of() : servers.get();
        if (ports.isEmpty()) {
            drop(device);
            return;
        }
        try (device;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), ports.get(next(ports.size())))) {
            device.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(device);
            open.add(server);
            if (parted) {
                return;
            }
            Thread asks = begin(() -> pass(device, server, false));
            pass(server, device, true);
            asks.join();
        } catch (IOException e) {
            // the server is away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(device);
            open.removeIf(Socket::isClosed);
        }
    }

    private synchronized int next(int among) {
        return turn++ % among;
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0 && !parted; read = in.read(bytes)) {
                if (delayMillis > 0) {
                    LockSupport.parkNanos(delayMillis * 1_000_000);
                }
                int may = answers ? may(read) : read;
                out.write(bytes, 0, may);
                if (may < read) {
                    break;
                }
            }
        } catch (IOException e) {
            // one end is gone, and so is the other
        }
        drop(from);
        drop(to);
    }

    /** How much of it passes. */
    private synchronized int may(int bytes) {
        if (until < 0) {
            return bytes;
        } else if (until >= bytes) {
            until -= bytes;
            return bytes;
        }
        int passes = (int) until;
        // the next ones get a little further, or not as far
        until = chance.nextInt(3_000);
        return passes;
    }

    private static void drop(Socket socket) {
        try {
            // as a network that is gone, not as an end that was meant
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread begin(Runnable work) {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        part();
    }
}
