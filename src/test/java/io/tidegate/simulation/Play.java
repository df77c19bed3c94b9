package io.tidegate.simulation;

import static io.tidegate.simulation.Ledger.require;

import io.tidegate.protocol.Limits;
import io.tidegate.protocol.wire.SyncScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One workspace of a play: its backend, its devices, and what they do by chance. */
final class Play {
    private static final int DEEPEST = 2;
    private static final int ROUNDS = 60;
    private static final int TURNS = 200;

    private final World world;
    private final Backend backend;
    private final Ledger ledger;
    private final Referee referee;
    private final DeviceClock server;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Diary> diaries = new ArrayList<>();
    private long serial;
    private int depth;

    Play(World world, Backend backend, DeviceClock server, Path folder, int devices) {
        this.world = world;
        this.backend = backend;
        this.server = server;
        this.ledger = new Ledger(backend.workspace(), backend.tables().contains("threads"));
        this.referee = new Referee(world, backend, ledger, server);
        for (int i = 0; i < devices; i++) {
            String id = "d" + i;
            SyncScope scope = new SyncScope(backend.workspace(), backend.project(id));
            Diary diary = new Diary(ledger, scope.projectId() != null);
            FaultyLine line = new FaultyLine(world, backend, referee, id, this::meanwhile);
            replicas.add(new Replica(world, folder.resolve(id), scope, id, line, diary));
            diaries.add(diary);
        }
    }

    /** Something happens. */
    void step() {
        if (world.isLong() && world.chance(12)) {
            world.pass(Skew.leap(world));
            if (world.chance(60)) {
                referee.collect();
            }
        }
        if (world.rarely(2)) {
            world.count("the server's clock jumps");
            server.set(Skew.jump(world.rare()));
        }
        if (world.isLong() && world.rarely(3)) {
            stayAway();
        }
        Replica replica = replicas.get(world.below(replicas.size()));
        int dice = world.below(100);
        if (dice < 30) {
            write(replica);
        } else if (dice < 80) {
            engine(replica);
        } else if (dice < 92) {
            network(replica);
        } else {
            process(replica);
        }
        if (world.below(6) == 0) {
            replica.act("looks", Replica::check);
        }
    }

    /** A device writes on top of what is deleted elsewhere, and comes back when nobody remembers either. */
    private void stayAway() {
        world.count("a long absence");
        Replica away = replicas.get(world.rare().nextInt(replicas.size()));
        Replica other = replicas.get(replicas.indexOf(away) == 0 ? 1 : 0);
        String key = Values.keys().get(world.rare().nextInt(Values.keys().size()));
        other.act("puts " + key, it -> it.put("kv", key, Values.of("kv", backend.workspace(), ++serial)));
        replicas.forEach(each -> each.line().part(false));
        List.of(other, away).forEach(each -> each.act("syncs", it -> sync(it, 6)));
        away.line().part(true);
        away.act("puts " + key, it -> it.put("kv", key, Values.of("kv", backend.workspace(), ++serial)));
        other.act("deletes " + key, it -> it.delete("kv", key));
        other.act("syncs", it -> sync(it, 6));
        world.pass(Limits.ABSENCE.plusDays(2));
        other.act("syncs", it -> sync(it, 6));
        referee.collect();
        away.line().part(false);
        away.act("syncs", it -> sync(it, 6));
    }

    private void meanwhile() {
        if (depth < DEEPEST && world.chance(20)) {
            depth++;
            Replica replica = replicas.get(world.below(replicas.size()));
            int dice = world.below(100);
            if (dice < 45) {
                write(replica);
            } else if (dice < 85) {
                engine(replica);
            } else if (dice < 92) {
                network(replica);
            } else if (dice < 96) {
                referee.collect();
            } else {
                replica.act("dies", Replica::crash);
            }
            depth--;
        }
    }

    private void write(Replica replica) {
        String table = backend.tables().get(world.below(backend.tables().size()));
        String pk = Values.key(table, Values.key(world));
        int dice = world.below(100);
        if (dice < 60) {
            var payload = Values.of(table, backend.workspace(), ++serial);
            if (table.equals("messages") && world.chance(30)) {
                payload.put("pending", true);
            }
            replica.act("puts " + table + "/" + pk, it -> it.put(table, pk, payload));
        } else if (dice < 85) {
            replica.act("deletes " + table + "/" + pk, it -> it.delete(table, pk));
        } else {
            List<String> keys = Values.keys().subList(0, 2 + world.below(2));
            boolean undone = world.chance(40);
            replica.act(
                    "puts all" + (undone ? ", and takes it back" : ""),
                    it -> it.putAll(keys, () -> Values.of("kv", backend.workspace(), ++serial), undone));
        }
    }

    private void engine(Replica replica) {
        int dice = world.below(100);
        if (dice < 35) {
            replica.act("pushes", Replica::push);
        } else if (dice < 70) {
            replica.act("pulls", Replica::pull);
        } else if (dice < 80) {
            int most = world.below(5);
            replica.act("hears", it -> it.line().deliver(most));
        } else if (dice < 97) {
            replica.act("syncs", it -> sync(it, 6));
        } else {
            replica.act("tidies", Replica::tidy);
        }
    }

    private void network(Replica replica) {
        int dice = world.below(100);
        if (dice < 30) {
            world.note("waits");
            world.pass(Duration.ofMillis(world.below(30_000)));
        } else if (dice < 60) {
            replica.line().arrive();
        } else if (dice < 75) {
            replica.line().breakOff();
        } else {
            replica.line().part(world.chance(40));
        }
    }

    private void process(Replica replica) {
        int dice = world.below(100);
        if (dice < 20) {
            replica.act("dies", Replica::crash);
        } else if (dice < 30) {
            replica.act("begins anew", Replica::restart);
        } else if (dice < 45) {
            replica.clock().crashAfter(1 + world.below(12));
        } else if (dice < 60) {
            replica.clock().set(Skew.any(world));
        } else if (dice < 72) {
            referee.collect();
        } else if (dice < 84) {
            replica.act("retries", Replica::retryFailed);
        } else if (dice < 88) {
            replica.act("discards", Replica::discardOne);
        } else {
            world.note("time passes");
            world.pass(Skew.leap(world));
        }
    }

    private static void sync(Replica replica, int most) {
        int turns = 0;
        while (turns++ < most && replica.push().isZero()) {
            // there is more
        }
        while (turns++ < 2 * most && replica.pull().isZero()) {
            // there is more
        }
    }

    /** The world is calm: all that is waiting is done, and then all hold the same. */
    void finish() {
        for (Replica replica : replicas) {
            replica.clock().crashAfter(0);
            replica.clock().set(Duration.ZERO);
            replica.line().part(false);
            while (replica.line().isUnderWay()) {
                replica.line().arrive();
            }
        }
        server.set(Duration.ZERO);
        world.pass(Skew.LONGEST_AHEAD);
        int rounds = 0;
        while (!replicas.stream().allMatch(each -> each.isSettled(backend.head()))) {
            require(++rounds < ROUNDS, "they do not come to rest: " + standing());
            world.pass(Duration.ofMinutes(1));
            for (Replica replica : replicas) {
                replica.act("retries", Replica::retryFailed);
                replica.act("sends", Replica::sendPending);
                replica.act("hears", it -> it.line().deliver(1_000));
                replica.act("syncs", it -> sync(it, TURNS));
                replica.act("hears", it -> it.line().deliver(1_000));
                replica.act("pulls", Replica::pull);
            }
        }
        referee.requireFold();
        for (Replica replica : replicas) {
            replica.act("tidies", Replica::tidy);
            replica.check();
            List<String> rows = replica.rows();
            List<String> due = ledger.rows(replica.project());
            require(
                    rows.equals(due),
                    "not the same: " + replica.standing() + "\nholds\n" + String.join("\n", rows)
                            + "\nand the log folds to\n" + String.join("\n", due));
        }
        diaries.forEach(Diary::requireNothingLost);
    }

    private String standing() {
        return backend.head() + " " + replicas.stream().map(Replica::standing).toList();
    }

    void close() {
        replicas.forEach(Replica::close);
    }
}
