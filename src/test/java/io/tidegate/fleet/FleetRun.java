package io.tidegate.fleet;

import io.tidegate.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The long form: faults of all kinds one after another while devices write, and after each round everything is judged. */
final class FleetRun implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final long PAUSE_MILLIS = 400;
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Plan plan;
    private final Cloud cloud;
    private final List<Workspace> workspaces;

    private FleetRun(Plan plan, Path home) throws IOException {
        this.plan = plan;
        this.cloud = new Cloud(home);
        this.workspaces = List.of(
                cloud.workspace("north", plan.devices(), plan.seed()),
                cloud.workspace("south", plan.devices(), plan.seed()));
    }

    /** System properties as {@link Plan} names them. Ends with 1 when something was found. */
    public static void main(String[] args) throws Exception {
        // a server takes a path that is not absolute for one below its own home
        Path home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "fleet");
        Plan plan = Plan.ofProperties();
        say("begins: " + plan);
        List<String> findings;
        try (FleetRun run = new FleetRun(plan, home)) {
            try {
                findings = run.run();
            } finally {
                run.keepOutputs(Files.createDirectories(Path.of("target", "fleet")));
            }
        }
        findings.forEach(each -> say("FOUND " + each));
        say(findings.isEmpty() ? "nothing was found" : findings.size() + " findings, " + plan + ", files in " + home);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private List<String> run() throws Exception {
        cloud.start(List.of("one", "two"));
        Instant end = CLOCK.instant().plus(plan.trouble());
        List<String> findings = List.of();
        for (int round = 1; findings.isEmpty() && (round == 1 || CLOCK.instant().isBefore(end)); round++) {
            devices().forEach(Device::start);
            for (Device device : devices()) {
                device.awaitOpen().keepWriting(PAUSE_MILLIS);
            }
            for (Plan.Step step : plan.round(round)) {
                say(step.toString());
                workspaces.get(step.workspace()).awaitMore(step.after());
                strike(step, workspaces.get(step.workspace()).device(step.device()));
            }
            devices().forEach(device -> device.line().heal());
            for (Device device : devices()) {
                device.rest().again();
            }
            findings = new Judge(cloud.jdbi(), workspaces).findings();
            say("round " + round + ": the logs have "
                    + workspaces.stream()
                            .map(each -> each.log().entries().size())
                            .toList() + " versions, " + findings.size() + " findings");
        }
        return findings;
    }

    private void strike(Plan.Step step, Device device) throws Exception {
        switch (step.fault()) {
            case KILL_DEVICE -> restart(device);
            case KILL_IN_PUSH -> {
                device.stand("sync.push:action:before");
                device.awaitStanding();
                restart(device);
            }
            case KILL_IN_PULL -> {
                device.stand("sync.pull:action:received");
                device.awaitStanding();
                restart(device);
            }
            case PART -> {
                device.line().part();
                device.awaitMoreOf(10);
                device.line().heal();
                device.again();
            }
            case CUT -> device.line().cut();
            case CUT_ANSWERS -> {
                device.line().cutAnswers(step.amount());
                device.awaitMoreOf(15);
                device.line().heal();
                device.again();
            }
            case DELAY -> device.line().delay(step.amount() % 200);
            case KILL_SERVER -> {
                String server = cloud.up().get(step.amount() % cloud.up().size());
                cloud.kill(server);
                cloud.start(List.of(server));
            }
            case KILL_ALL_SERVERS -> {
                List<String> servers = cloud.up();
                for (String server : servers) {
                    cloud.kill(server);
                }
                cloud.start(servers);
                devices().forEach(Device::again);
            }
            case CRASH_DATABASE -> cloud.crashDatabase();
            case PASS_RETENTION -> retention(workspaces.get(step.workspace()), device);
        }
    }

    private void retention(Workspace workspace, Device away) throws InterruptedException {
        away.line().part();
        away.awaitMoreOf(5);
        long from = workspace.number("version");
        Await.within(SOON, () -> workspace.number("version") > from);
        int before = away.printed();
        cloud.age(workspace);
        away.line().heal();
        away.again();
        away.await("sync.rescan:action:completed", before);
    }

    private static void restart(Device device) throws InterruptedException {
        device.kill();
        device.line().heal();
        device.start().awaitOpen().keepWriting(PAUSE_MILLIS);
    }

    private List<Device> devices() {
        return workspaces.stream()
                .flatMap(workspace -> workspace.devices().stream())
                .toList();
    }

    private void keepOutputs(Path folder) throws IOException {
        workspaces.forEach(Workspace::close);
        for (Device device : devices()) {
            Files.writeString(folder.resolve(device.toString().replace('/', '-') + ".log"), device.output());
        }
        List<String> outputs = cloud.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Files.writeString(folder.resolve("server-" + (i + 1) + ".log"), outputs.get(i));
        }
    }

    private static void say(String words) {
        System.out.println(CLOCK.instant() + " devices: " + words);
    }

    @Override
    public void close() {
        workspaces.forEach(Workspace::close);
        cloud.close();
    }
}
