package io.tidegate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that starts the node, syncs one page and, if asked, rests with 1,000 docks. */
final class StartUp {
    static final int DOCKS = 1000;
    private static final Duration TOO_LONG = Duration.ofMinutes(1);
    private static final Duration AT_REST = Duration.ofSeconds(4);

    /** Milliseconds from the start of the process, and mebibytes; 0 when not asked for or not known. */
    record Measured(long up, long synced, long residentMiB) {}

    private StartUp() {}

    /** Starts the process, and returns what it measured. */
    static Measured run(Path home, String provider, boolean rest) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // as the launcher starts it
        command.addAll(List.of("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StartUp.class.getName()));
        command.addAll(List.of(home.toString(), provider, Boolean.toString(rest)));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long up = 0;
        long synced = 0;
        long resident = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long millis = (System.nanoTime() - began) / 1_000_000;
                up = line.equals("up") ? millis : up;
                synced = line.equals("synced") ? millis : synced;
                resident = line.startsWith("resident ") ? Long.parseLong(line.substring(9)) : resident;
            }
        }
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("the process that was started for its start-up time failed");
        }
        return new Measured(up, synced, resident);
    }

    /** @param args home, provider's URL, whether to rest with many docks */
    public static void main(String[] args) throws IOException {
        try (BenchNode node = BenchNode.start(Path.of(args[0]), args[1])) {
            say("up");
            boolean fresh = node.number("select count(*) from docks") == 0;
            if (fresh) {
                node.dock("first", "projects", true);
            }
            await(node, fresh ? 1 : 2);
            say("synced");
            if (Boolean.parseBoolean(args[2])) {
                for (int i = 1; i < DOCKS; i++) {
                    node.dock("dock " + i, "projects", true);
                }
                await(node, DOCKS + (fresh ? 0 : 1));
                LockSupport.parkNanos(AT_REST.toNanos());
                say("resident " + residentMiB());
            }
            // due at the next start
            node.jdbi().useHandle(handle -> handle.execute("update docks set next_sync_at = now()"));
        }
    }

    private static void await(BenchNode node, long runs) {
        long began = System.nanoTime();
        while (node.number("select count(*) from sync_events where status = 'success'") < runs) {
            LockSupport.parkNanos(5_000_000);
            if (System.nanoTime() - began > TOO_LONG.toNanos()) {
                throw new IllegalStateException("not " + runs + " runs after " + TOO_LONG);
            }
        }
    }

    /** As Linux counts it, 0 elsewhere. */
    private static long residentMiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
