package io.tidegate.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server as its postmaster.pid tells of it.
 *
 * @param port where it listens
 */
record Postmaster(ProcessHandle process, int port) {

    private static final int PORT_LINE = 3;
    private static final long STOP_SECONDS = 60;

    /** The server that runs on this database folder, or null; a pid file left by a dead one does not count. */
    static @Nullable Postmaster of(Path cluster) {
        List<String> lines;
        try {
            lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (IOException e) {
            return null;
        }
        if (lines.size() <= PORT_LINE
                || !lines.get(0).strip().matches("\\d{1,18}")
                || !lines.get(PORT_LINE).strip().matches("\\d{1,5}")) {
            return null;
        }
        long pid = Long.parseLong(lines.get(0).strip());
        int port = Integer.parseInt(lines.get(PORT_LINE).strip());
        return ProcessHandle.of(pid)
                .filter(Postmaster::runsPostgres)
                .map(process -> new Postmaster(process, port))
                .orElse(null);
    }

    /** The number of a dead server may meanwhile belong to anything; a process that hides its program counts. */
    private static boolean runsPostgres(ProcessHandle process) {
        String command = process.info().command().orElse("postgres");
        return process.isAlive() && command.contains("postgres");
    }

    /** Stops it as pg_ctl's "fast" does: sessions end, everything committed is kept. */
    void stop() throws IOException {
        try {
            // ProcessHandle can only send SIGTERM, at which PostgreSQL would wait for its clients.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DatabaseException(
                    "PostgreSQL (process " + process.pid() + ") does not stop: stop it by hand and start again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while PostgreSQL was stopping.", e);
        }
    }
}
