package io.tidegate.chaos;

import io.tidegate.program.Program;
import io.tidegate.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes: all of one kind over one database, told apart by name. */
final class Fleet implements AutoCloseable {
    static final String MASTER_KEY =
            Base64.getEncoder().encodeToString("chaos never sealed anything dear".getBytes(StandardCharsets.UTF_8));
    static final String LEASE = System.getProperty("chaos.lease", "10s");

    static final String UP = "Tidegate is up";

    private static final int MOST_STARTS = 20;
    private static final List<String> JAVA = List.of("-Xmx192m", "-Dtidegate.redelivery.delay=50");

    private final Path home;
    private final TestServer server;
    private final String provider;
    private final Map<String, Program> up = new LinkedHashMap<>();
    private final List<Program> all = new ArrayList<>();

    Fleet(Path home, TestServer server, String provider) {
        this.home = home;
        this.server = server;
        this.provider = provider;
    }

    /** Starts a process and waits until it is up; one that finds no database is started again, as a service manager does. */
    void start(String name) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            Program program = launch(name);
            try {
                program.awaitLine(UP);
                giveBack(name, program);
                return;
            } catch (AssertionError e) {
                if (tries == MOST_STARTS || program.awaitExit() != 1) {
                    throw e;
                }
            }
        }
    }

    private synchronized Program launch(String name) {
        Program program = Program.start(
                home.resolve(name),
                JAVA,
                Map.of("TIDEGATE_MASTER_KEY", MASTER_KEY),
                Program.onFreePorts(
                        "run",
                        "--tidegate.node=" + name,
                        "--tidegate.db.url=" + server.url() + "?application_name=" + name,
                        "--tidegate.db.pool-size=12",
                        "--tidegate.workers=8",
                        "--tidegate.sync.lease=" + LEASE,
                        "--tidegate.sync.lane-spacing=50ms",
                        "--tidegate.provider.digitalocean.base-url=" + provider));
        all.add(program);
        return program;
    }

    /** Names of processes that can be hit: neither starting nor paused nor gone. */
    synchronized List<String> up() {
        return List.copyOf(up.keySet());
    }

    /** Takes a process out of those that can be hit. */
    synchronized Program take(String name) {
        Program program = up.remove(name);
        if (program == null) {
            throw new IllegalStateException(name + " is not up");
        }
        return program;
    }

    synchronized void giveBack(String name, Program program) {
        up.put(name, program);
    }

    /** What each process printed. */
    synchronized List<String> outputs() {
        return all.stream().map(Program::output).toList();
    }

    @Override
    public synchronized void close() {
        try {
            for (Program each : all) {
                each.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
