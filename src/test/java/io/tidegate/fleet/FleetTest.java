package io.tidegate.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices sync by real processes, whatever happens to these. */
class FleetTest {
    private static final long SEED = Long.getLong("fleet.seed", System.nanoTime() % 1_000_000);

    @TempDir
    static Path home;

    private static Cloud cloud;

    private final Random chance = new Random(SEED);
    private final List<Workspace> workspaces = new ArrayList<>();

    @BeforeAll
    static void begin() throws Exception {
        say("seed " + SEED + ", -Dfleet.seed= repeats it");
        cloud = new Cloud(home);
        say("database is up");
        cloud.start(List.of("one", "two"));
        say("servers are up");
    }

    @AfterAll
    static void end() throws IOException {
        List<String> outputs = cloud.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Files.writeString(Path.of("target", "fleet", "server-" + (i + 1) + ".log"), outputs.get(i));
        }
        cloud.close();
    }

    @AfterEach
    void leave() throws IOException {
        workspaces.forEach(Workspace::close);
        Path kept = Files.createDirectories(Path.of("target", "fleet"));
        for (Device device : devices()) {
            Files.writeString(kept.resolve(device.toString().replace('/', '-') + ".log"), device.output());
        }
    }

    private static void say(String words) {
        System.out.println(InstantSource.system().instant() + " devices: " + words);
    }

    private Workspace workspace(String slug, int devices) {
        Workspace made = cloud.workspace(slug, devices, SEED);
        workspaces.add(made);
        say("workspace " + slug);
        return made;
    }

    private List<Device> devices() {
        return workspaces.stream()
                .flatMap(workspace -> workspace.devices().stream())
                .toList();
    }

    private void judge() throws InterruptedException {
        say("calm");
        List<String> findings = new Judge(cloud.jdbi(), workspaces).findings();
        say("judged");
        assertThat(findings)
                .as("seed " + SEED + "; what devices and servers printed is in target/fleet")
                .isEmpty();
    }

    @Test
    void six_devices_that_wrote_offline_agree_when_they_meet() throws Exception {
        workspace("meet", 3);
        workspace("apart", 3);
        devices().forEach(device -> device.line().part());
        devices().forEach(Device::start);
        for (Device device : devices()) {
            device.awaitOpen().write(20, 0);
        }
        for (Device device : devices()) {
            device.awaitWritten();
        }
        devices().forEach(device -> device.line().heal());
        Stream.of(devices().get(0), devices().get(3))
                .forEach(device -> device.line().cutAnswers(chance.nextInt(4_000)));
        Device cut = devices().get(0);
        int before = cut.printed();
        devices().forEach(Device::again);
        cut.await("sync.pull:action:error", before);
        devices().forEach(device -> device.line().heal());
        devices().forEach(Device::again);
        judge();
    }

    @Test
    void a_device_that_is_killed_at_any_moment_loses_nothing_that_it_kept() throws Exception {
        List<Workspace> both = List.of(workspace("killed", 2), workspace("beside", 1));
        Device victim = both.get(0).device(1);
        devices().stream().filter(device -> device != victim).forEach(Device::start);
        both.get(0).device(2).awaitOpen().keepWriting(150);
        both.get(1).device(1).awaitOpen().keepWriting(300);
        for (String moment : List.of(
                "sync.bootstrap:action:start",
                "sync.bootstrap:action:progress",
                "sync.push:action:before",
                "sync.pull:action:received",
                "sync.push:action:after")) {
            victim.start(moment).awaitOpen().write(150, 3);
            victim.awaitStanding();
            victim.kill();
        }
        // and in the midst of whatever it is, with all of it under way for longer
        victim.line().delay(30 + chance.nextInt(60));
        for (int i = 0; i < 2; i++) {
            victim.start().awaitOpen().keepWriting(3).await("sync.push:action:before");
            victim.awaitMoreOf(1 + chance.nextInt(40));
            victim.kill();
        }
        victim.start();
        victim.awaitOpen();
        victim.line().heal();
        both.get(0).device(2).rest();
        both.get(1).device(1).rest();
        judge();
    }

    @Test
    void servers_that_are_killed_and_a_database_that_crashes_lose_nothing_they_acknowledged() throws Exception {
        workspace("under", 2);
        workspace("load", 2);
        devices().forEach(Device::start);
        for (Device device : devices()) {
            device.awaitOpen().keepWriting(100);
        }
        awaitMore(20 + chance.nextInt(20));
        cloud.crashDatabase();
        awaitMore(10 + chance.nextInt(20));
        List<String> servers = cloud.up();
        cloud.killInPush();
        awaitMore(10 + chance.nextInt(20));
        cloud.kill(cloud.up().get(0));
        say("all servers are gone");
        cloud.start(servers);
        say("servers are up again");
        for (Device device : devices()) {
            device.rest().again();
        }
        judge();
    }

    private void awaitMore(int versions) {
        for (Workspace workspace : workspaces) {
            workspace.awaitMore(versions);
        }
    }

    @Test
    void devices_that_were_away_for_too_long_take_everything_anew_and_keep_what_they_wrote() throws Exception {
        List<Workspace> both = List.of(workspace("parted", 3), workspace("present", 1));
        devices().forEach(Device::start);
        for (Device device : devices()) {
            device.awaitOpen().write(15, 20);
        }
        for (Device device : devices()) {
            device.awaitWritten();
            device.await("sync.bootstrap:action:complete");
        }
        Device away = both.get(0).device(1);
        Device killed = both.get(0).device(2);
        for (Device each : List.of(away, killed)) {
            each.line().part();
            each.write(20, 10);
        }
        both.get(0).device(3).write(30, 10);
        both.get(0).awaitMore(15);
        cloud.age(both.get(0));
        both.get(0).device(3).write(20, 10);
        killed.stand(chance.nextBoolean() ? "sync.rescan:action:starting" : "sync.rescan:action:progress");
        killed.line().heal();
        killed.again();
        killed.awaitStanding().kill();
        killed.start().awaitOpen();
        say("rescan");
        away.line().heal();
        away.again();
        away.await("sync.rescan:action:completed");
        killed.await("sync.rescan:action:completed");
        judge();
    }
}
