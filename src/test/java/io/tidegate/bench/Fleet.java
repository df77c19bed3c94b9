package io.tidegate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes of one node each over one database, started as the launcher starts them. */
final class Fleet implements AutoCloseable {
    private static final double TICKS_A_SECOND = 100;

    private final Path home;
    private final String provider;
    private final List<String> flags;
    private final List<Process> nodes = new ArrayList<>();

    /** @param flags of each node, as {@code tidegate run} takes them */
    Fleet(Path home, String provider, List<String> flags) {
        this.home = home;
        this.provider = provider;
        this.flags = flags;
    }

    /** What a node is: it runs until its input ends. Arguments: home, provider's URL, and its flags. */
    public static void main(String[] args) throws IOException {
        BenchNode node = BenchNode.join(Path.of(args[0]), args[1], List.of(args).subList(2, args.length));
        System.out.println("up");
        System.in.transferTo(OutputStream.nullOutputStream());
        node.close();
        System.exit(0);
    }

    /** Starts nodes until there are so many. */
    void grow(int size) throws IOException {
        while (nodes.size() < size) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xms32m", "-Xmx768m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30"));
            command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
            Path place = Files.createDirectories(home.resolve("node-" + nodes.size()));
            command.addAll(List.of(Fleet.class.getName(), place.toString(), provider));
            command.addAll(flags);
            Process node = new ProcessBuilder(command)
                    .redirectError(place.resolve("log").toFile())
                    .start();
            nodes.add(node);
            BufferedReader lines = node.inputReader(StandardCharsets.UTF_8);
            for (String line = lines.readLine(); !"up".equals(line); line = lines.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("a node did not start; see " + place.resolve("log"));
                }
            }
        }
    }

    /** Processor seconds that the nodes took so far, as Linux counts them. */
    double processorSeconds() {
        return nodes.stream()
                .mapToDouble(node -> processorSeconds(node.toHandle()))
                .sum();
    }

    /** The same of any processes. */
    static double processorSeconds(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_A_SECOND;
        } catch (IOException e) {
            return 0; // it ended
        }
    }

    /** What the largest node holds, in mebibytes. */
    long mostResidentMiB() {
        return nodes.stream().mapToLong(Fleet::residentMiB).max().orElse(0);
    }

    private static long residentMiB(Process node) {
        try {
            return Files.readAllLines(Path.of("/proc/" + node.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Process node : nodes) {
            node.getOutputStream().close();
        }
        try {
            for (Process node : nodes) {
                if (!node.waitFor(1, TimeUnit.MINUTES)) {
                    node.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
