package io.tidegate.chaos;

import io.tidegate.queue.JobType;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the docks busy, by all ways that a sync can be asked for, and spoils answers now and then. */
final class Asks {
    private static final int OPEN_AT_MOST = 40;
    private static final int EACH_MILLIS = 100;

    private static final int A_MINUTE = 60_000 / EACH_MILLIS;

    /** What takes half a minute to be noticed comes first. */
    private static final int SLOW_FIRST = 12;

    private static final List<Trouble> QUICK =
            List.copyOf(EnumSet.complementOf(EnumSet.of(Trouble.TIMEOUT, Trouble.STALL)));

    private final Random chance;
    private final Plan plan;
    private final Tables tables;
    private final CloudProvider provider;
    private final List<Long> docks;
    private final Faults faults;
    private final Set<Long> jobs = new ConcurrentSkipListSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private int turn;
    private int seen;
    private @Nullable ScheduledFuture<?> asking;

    Asks(Plan plan, Tables tables, CloudProvider provider, List<Long> docks, Faults faults) {
        this.chance = new Random(plan.seed());
        this.plan = plan;
        this.tables = tables;
        this.provider = provider;
        this.docks = docks;
        this.faults = faults;
    }

    void start() {
        asking = timer.scheduleWithFixedDelay(() -> tables.attempt(this::ask), 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask() {
        turn++;
        Trouble trouble = turn % A_MINUTE < SLOW_FIRST
                ? turn % 2 == 0 ? (turn % 4 == 0 ? Trouble.TIMEOUT : Trouble.STALL) : null
                : turn % 3 == 0 ? QUICK.get(chance.nextInt(QUICK.size())) : null;
        if (trouble != null) {
            int times = trouble == Trouble.FAILED ? 1 + chance.nextInt(8) : 1;
            provider.arm(chance.nextInt(plan.accounts()), trouble, times);
        }
        // a dock whose provider failed waits for minutes; how it fares afterwards is to be seen now
        List<Faults.Fault> known = faults.all();
        for (; seen < known.size(); seen++) {
            if (!known.get(seen).ours()) {
                known.get(seen).docks().forEach(dock -> ask(dock, JobType.MANUAL));
            }
        }
        if (tables.number("select count(*) from sync_queue where state in ('available', 'running') and run_at <= now()")
                > OPEN_AT_MOST) {
            return;
        }
        for (int i = 0; i < 4; i++) {
            long dock = docks.get(chance.nextInt(docks.size()));
            if (chance.nextInt(3) == 0) {
                tables.jdbi()
                        .useHandle(handle -> handle.execute(
                                "update docks set next_sync_at = ? where id = ?",
                                java.time.OffsetDateTime.ofInstant(provider.now(), java.time.ZoneOffset.UTC),
                                dock));
            } else {
                ask(dock, chance.nextInt(4) == 0 ? JobType.WEBHOOK : JobType.MANUAL);
            }
        }
    }

    /** Asks for a sync and remembers its job. */
    void ask(long dock, JobType type) {
        tables.queue().enqueue(dock, type, List.of(), provider.now()).forEach(each -> jobs.add(each.job()));
    }

    /** Every job that an answered call promised. */
    Set<Long> jobs() {
        return new TreeSet<>(jobs);
    }

    /**
     * Stops asking; a call under way ends.
     *
     * @throws IllegalStateException when asking had failed
     */
    void stop() throws InterruptedException {
        if (asking != null && asking.isDone()) {
            throw new IllegalStateException("asking broke off: " + asking);
        }
        timer.shutdown();
        if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a call to the database does not end");
        }
    }
}
