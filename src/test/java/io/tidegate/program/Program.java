package io.tidegate.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of this project and what it prints; it ends with the one that started it, if not before. */
public final class Program implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String ROUTES = "--tidegate.routes.dir=";

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Program(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "program-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code tidegate <words>} with a data folder of its own, free ports, and the project's routes. */
    public static Program start(Path home, String... words) {
        return start(home, List.of(), Map.of(), words);
    }

    /**
     * The same with more for its Java and its environment.
     *
     * @param java options such as {@code -Xmx256m}
     */
    public static Program start(Path home, List<String> java, Map<String, String> environment, String... words) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-Dtidegate.home=" + home,
                // the program's own, not the one that keeps tests quiet
                "-Dlogback.configurationFile="
                        + Path.of("src/main/resources/logback.xml").toAbsolutePath()));
        List<String> all = new ArrayList<>();
        all.add("io.tidegate.Tidegate");
        all.addAll(List.of(words));
        if (all.stream().noneMatch(word -> word.startsWith(ROUTES))) {
            all.add(ROUTES + Path.of("routes-yaml").toAbsolutePath());
        }
        return launch(command, environment, all);
    }

    /** Starts another program, of the tests' own. */
    public static Program start(Class<?> main, List<String> java, Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>();
        all.add(main.getName());
        all.addAll(List.of(words));
        return launch(java, environment, all);
    }

    private static Program launch(List<String> java, Map<String, String> environment, List<String> words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(java);
        command.addAll(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(Leash.class.getName());
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().putAll(environment);
        try {
            return new Program(process.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flags that keep a test's process out of the way of others. */
    public static String[] onFreePorts(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--tidegate.db.embedded-port=0");
        all.add("--tidegate.http.port=0");
        all.add("--tidegate.public.port=0");
        return all.toArray(String[]::new);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("the output broke off: " + e.getMessage());
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first line, printed already or yet to come, that holds a text. */
    public String awaitLine(String text) throws InterruptedException {
        return awaitLine(text, 0);
    }

    /** The same after so many lines. */
    public synchronized String awaitLine(String text, int after) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        int looked = after;
        while (true) {
            for (; looked < lines.size(); looked++) {
                if (lines.get(looked).contains(text)) {
                    return lines.get(looked);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("no line with '" + text + "' in:\n" + String.join("\n", lines));
            }
            wait(left);
        }
    }

    /** How many lines it printed so far. */
    public synchronized int printed() {
        return lines.size();
    }

    /**
     * Gives it a line to read.
     *
     * @throws UncheckedIOException when it reads no more
     */
    public void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code, and with it all output. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs; it printed:\n" + output());
        }
        synchronized (this) {
            while (!ended) {
                wait();
            }
        }
        return process.exitValue();
    }

    /** All that it printed so far. */
    public synchronized String output() {
        return String.join("\n", lines);
    }

    /** As Ctrl-C or a service manager does. */
    public void stop() {
        process.toHandle().destroy(); // Process.destroy would close the output before it is read
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill -STOP} and {@code kill -CONT} do: all of it stands still, and goes on as if nothing had been. */
    public void signal(String name) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
