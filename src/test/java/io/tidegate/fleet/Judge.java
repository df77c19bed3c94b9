package io.tidegate.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Waits until workspaces are calm, ends their devices, and looks at all of it. */
final class Judge {
    private static final Duration CALM = Duration.ofMinutes(3);

    /** Longer than a device ever waits before it tries again, or takes a silent stream for dead. */
    private static final Duration STILL = Duration.ofSeconds(70);

    private static final Duration AGAIN = Duration.ofMillis(25);

    private final Jdbi jdbi;
    private final List<Workspace> workspaces;
    private final List<String> findings = new ArrayList<>();

    Judge(Jdbi jdbi, List<Workspace> workspaces) {
        this.jdbi = jdbi;
        this.workspaces = workspaces;
    }

    /** What is wrong; empty where all is well. Every device must be open, and nothing in its way. */
    List<String> findings() throws InterruptedException {
        calm();
        for (Workspace workspace : workspaces) {
            for (Device device : workspace.devices()) {
                device.end();
            }
        }
        workspaces.forEach(this::look);
        return List.copyOf(findings);
    }

    /** Until nobody waits for anything; who waits and gets no further is told of, and looked at as it stands. */
    private void calm() {
        Map<Device, String> before = Map.of();
        long moved = System.nanoTime();
        long end = moved + CALM.toNanos();
        while (true) {
            Map<Device, String> restless = restless();
            long now = System.nanoTime();
            if (!restless.equals(before)) {
                before = restless;
                moved = now;
            }
            if (restless.isEmpty()) {
                return;
            } else if (now - moved > STILL.toNanos() || now > end) {
                restless.forEach((device, told) -> findings.add("not calm: " + device + " " + told));
                return;
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    /** What those say who are not as they should be in the end. */
    private Map<Device, String> restless() {
        Map<Device, String> restless = new LinkedHashMap<>();
        for (Workspace workspace : workspaces) {
            String wanted = "writing=0 cursor=" + workspace.number("version") + " waiting=0 failed=0 whole=true";
            for (Device device : workspace.devices()) {
                String told = device.told();
                if (!told.equals(wanted)) {
                    restless.put(device, "has " + told + ", not " + wanted);
                }
            }
        }
        return restless;
    }

    private void look(Workspace workspace) {
        LogCopy log = workspace.log();
        log.look();
        log.wrong().forEach(each -> findings.add(workspace + ": " + each));
        log.againstCounter().forEach(each -> findings.add(workspace + ": " + each));
        authors(workspace, log);
        Map<String, String> fold = log.rows();
        equal("the server's tables of " + workspace, fold, Rows.ofServer(jdbi, workspace.number()));
        for (Device device : workspace.devices()) {
            equal(device + "'s file", fold, Rows.ofDevice(device.file()));
            Rows.waiting(device.file()).forEach(each -> findings.add(device + " still waits: " + each));
            device.evidence().forEach(line -> hold(device, line, log));
            strangers(device, workspace);
        }
    }

    /** Each entry is of a device of this workspace, and of the one that wrote it. */
    private void authors(Workspace workspace, LogCopy log) {
        Map<String, Device> authors = new HashMap<>();
        workspaces.forEach(each -> each.devices()
                .forEach(device -> device.evidence().stream()
                        .filter(line -> line.kind() == Evidence.Kind.CAPTURED)
                        .forEach(line -> authors.put(line.stamp().opId(), device))));
        Map<String, Device> own = new HashMap<>();
        workspace.devices().forEach(device -> own.put(device.id(), device));
        for (LogCopy.Entry entry : log.entries()) {
            Device device = own.get(entry.device());
            Device author = authors.get(entry.stamp().opId());
            if (device == null) {
                findings.add(workspace + ": nobody's entry: " + entry.json());
            } else if (author == null ? !device.wasKilled() : author != device) {
                // who was killed may have kept a write and not yet have written it down
                findings.add(workspace + ": written by " + author + ": " + entry.json());
            } else if (!entry.isDelete()
                    && !entry.json().path("payload").toString().contains(workspace + ":" + device.id() + ":")) {
                findings.add(workspace + ": another device's row: " + entry.json());
            }
        }
    }

    private void equal(String what, Map<String, String> fold, Map<String, String> found) {
        if (!found.equals(fold)) {
            findings.add(what + " is not the fold of the log:" + Rows.differences(fold, found));
        }
    }

    private void hold(Device device, Evidence.Line line, LogCopy log) {
        LogCopy.Entry entry = log.of(line.stamp().opId());
        switch (line.kind()) {
            case CAPTURED -> {
                if (entry == null && !log.covers(line.record(), line.stamp())) {
                    findings.add(device + " captured what is nowhere: " + line);
                }
            }
            case ANSWERED -> answered(device, line, log);
            case UNREAD -> {
                // where its tombstone was forgotten, a lower write may stand again
                if (!log.forgot(line.record(), line.stamp())) {
                    findings.add(device + " did not read what it wrote: " + line);
                }
            }
        }
    }

    private void answered(Device device, Evidence.Line line, LogCopy log) {
        switch (line.said()) {
            case "APPLIED", "REPLAYED" -> {
                LogCopy.Entry entry = log.at(line.version());
                if (entry == null
                        || !entry.record().equals(line.record())
                        || !entry.stamp().equals(line.stamp())) {
                    findings.add(device + " was told of an op that the log does not have there: " + line);
                }
            }
            case "SUPERSEDED" -> {
                LogCopy.Entry entry = log.of(line.stamp().opId());
                if (entry != null && entry.version() > log.floor()) {
                    findings.add(device + " was told that an op lost, and the log has it: " + line);
                } else if (!log.covers(line.record(), line.stamp())) {
                    findings.add(device + " was told that an op lost, and nothing higher stands: " + line);
                }
            }
            default -> findings.add(device + " was refused: " + line);
        }
    }

    /** Nothing of another workspace is anywhere in its files, deleted or not. */
    private void strangers(Device device, Workspace own) {
        try (Stream<Path> files = Files.list(device.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                workspaces.stream()
                        .filter(other -> !other.equals(own) && bytes.contains(other.mark()))
                        .forEach(other -> findings.add(file + " holds something of " + other));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
