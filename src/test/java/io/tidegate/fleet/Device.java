package io.tidegate.fleet;

import io.tidegate.program.Program;
import io.tidegate.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A device: its folder, its line, and its process, which comes and goes. */
final class Device implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final String workspace;
    private final String id;
    private final String token;
    private final long seed;
    private final Path folder;
    private final Line line;
    private final List<Program> processes = new ArrayList<>();
    private @Nullable Program process;
    private int asked;
    private int orders;
    private boolean killed;

    /** Who it is. */
    record Identity(String workspace, String id, String token, long seed) {}

    Device(Identity identity, Path folder, Line line) {
        this.workspace = identity.workspace();
        this.id = identity.id();
        this.token = identity.token();
        this.seed = identity.seed();
        this.line = line;
        try {
            this.folder = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to start; {@link #awaitOpen} waits until it did. */
    Device start() {
        return start("");
    }

    /** The same; whoever tells of that event in it stands still from then on. */
    Device start(String standAt) {
        Program started = Program.start(
                Handset.class,
                List.of("-Xmx64m", "-Xshare:auto"),
                Map.of(Handset.TOKEN, token),
                line.url(),
                workspace,
                id,
                folder.toString(),
                Long.toString(seed * 1_000 + processes.size()),
                standAt);
        processes.add(started);
        orders = 0;
        process = started;
        return this;
    }

    Device awaitOpen() throws InterruptedException {
        running().awaitLine(Handset.READY);
        return this;
    }

    /** Writes so many times, beside whatever else it does, after what it was told to write before. */
    Device write(int times, long pauseMillis) {
        orders++;
        running().say("write " + times + " " + pauseMillis);
        return this;
    }

    /** Writes until {@link #rest} ends it. */
    Device keepWriting(long pauseMillis) {
        return write(Integer.MAX_VALUE, pauseMillis);
    }

    /** Waits until it has written as often as it was last told to. */
    Device awaitWritten() throws InterruptedException {
        running().awaitLine(Handset.WROTE + orders + " ");
        return this;
    }

    /** Waits until it has kept so much more. */
    void awaitMoreOf(int writes) {
        int wanted = evidence().size() + writes;
        if (!Await.within(SOON, () -> evidence().size() >= wanted)) {
            throw new AssertionError(this + " writes no more: " + running().output());
        }
    }

    Device rest() throws InterruptedException {
        running().say("rest");
        return awaitWritten();
    }

    /** Whoever tells of that event stands still from then on. */
    void stand(String event) throws InterruptedException {
        int before = running().printed();
        running().say("stand " + event);
        running().awaitLine(Handset.HEEDS + event, before);
    }

    Device awaitStanding() throws InterruptedException {
        running().awaitLine(Handset.STANDS);
        return this;
    }

    /** How much it printed so far. */
    int printed() {
        return running().printed();
    }

    /** Waits until the library tells of something, after so much else. */
    Device await(String event, int after) throws InterruptedException {
        running().awaitLine(Handset.EVENT + event, after);
        return this;
    }

    /** The same since its process began. */
    Device await(String event) throws InterruptedException {
        running().awaitLine(Handset.EVENT + event);
        return this;
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        killed = true;
        running().kill();
    }

    /** As a phone does when the network is back. */
    void again() {
        running().say("again");
    }

    /** How far it is, as in {@code writing=0 cursor=3 waiting=0 failed=0 whole=true}. */
    String tell() throws InterruptedException {
        String question = "told " + ++asked + " ";
        running().say("tell " + asked);
        return running().awaitLine(question).substring(question.length());
    }

    /** The same, or why it does not say so. */
    String told() {
        try {
            return tell();
        } catch (AssertionError | UncheckedIOException e) {
            return "no answer: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "no answer: interrupted";
        }
    }

    /** Ends its process as its user would. */
    void end() throws InterruptedException {
        running().say("end");
        int exit = running().awaitExit();
        if (exit != 0) {
            throw new AssertionError(
                    this + " ended with " + exit + ": " + running().output());
        }
    }

    private Program running() {
        Program running = process;
        if (running == null) {
            throw new IllegalStateException(this + " was not started");
        }
        return running;
    }

    String id() {
        return id;
    }

    /** Whether it ever broke off. */
    boolean wasKilled() {
        return killed;
    }

    Line line() {
        return line;
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return folder.resolve("tidegate-" + workspace + ".db");
    }

    List<Evidence.Line> evidence() {
        try {
            return Evidence.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its processes printed. */
    String output() {
        StringBuilder all = new StringBuilder();
        processes.forEach(each -> all.append(each.output()).append("\n--- end of a process\n"));
        return all.toString();
    }

    @Override
    public String toString() {
        return workspace + "/" + id;
    }

    @Override
    public void close() {
        try {
            for (Program each : processes) {
                each.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }
}
