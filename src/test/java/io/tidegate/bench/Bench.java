package io.tidegate.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** {@code make bench}. */
public final class Bench implements AutoCloseable {
    private static final int WARM_UP = 20_000;
    private static final int RUNS = 200;
    private static final PrintStream PROGRESS = System.err;

    private final Path home;
    private final int records;
    private final Report report = new Report();

    private Bench(Path home, int records) {
        this.home = home;
        this.records = records;
    }

    /** @param args how many records to load, 100,000 unless given; a multiple of 10,000 */
    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        Path target = Files.createDirectories(Path.of("target"));
        try (Bench bench = new Bench(
                Files.createTempDirectory(target.toAbsolutePath(), "bench"),
                args.length == 0 ? 100_000 : Integer.parseInt(args[0]))) {
            bench.passes();
            bench.monitoring();
            bench.devices();
            bench.starts();
            bench.report.print(System.out);
            bench.report.write(target.resolve("bench.json"));
        }
        say("all of it took %.0f s; the figures are in target/bench.json", (System.nanoTime() - began) / 1e9);
        // nodes of one process share a scheduler by its name, and the last to close leaves its threads
        System.exit(0);
    }

    private void passes() throws Exception {
        say("starting a node with its own PostgreSQL (fsync on) in %s", home);
        try (PageServer pages = PageServer.start(records);
                PageServer few = PageServer.start(WARM_UP);
                BenchNode node = BenchNode.start(home.resolve("passes"), pages.baseUrl())) {
            DataSource plain = node.database();
            say("warming up");
            new PlainLoop(plain, few.baseUrl() + "/many").run(page -> {});
            long warm = node.dock("warm-up", "projects", false);
            for (int i = 0; i < 100; i++) {
                node.sync(warm, page -> {});
            }
            // before the load, whose checkpoints and vacuums go on after it
            onePage(node, warm);
            say("claims: 8 claimers, 2,000 docks");
            report.figure("claims, one job per dock", new Claims(node).perSecond(), "/s");
            passes(node, pages, plain);
            sideBySide(node);
        }
    }

    private void passes(BenchNode node, PageServer pages, DataSource database) throws Exception {
        PlainLoop plain = new PlainLoop(database, pages.baseUrl() + "/many");
        long dock = node.dock("many", "servers", false);
        Duration plainFirst = plain.run(progress("plain loop, first load"));
        Duration first = node.sync(dock, progress("first load"));

        Duration plainSame = plain.run(progress("plain loop, unchanged"));
        node.jdbi()
                .useHandle(handle -> handle.execute(
                        "create table bench_before as select id, ctid::text as place, xmin::text as made, xmax::text as locked"
                                + " from resources"));
        long wal = wal(node);
        Duration same = node.sync(dock, progress("unchanged"));
        long logged = wal(node) - wal;
        long written = node.number("select count(*) from resources r left join bench_before b on b.id = r.id and"
                + " b.place = r.ctid::text and b.made = r.xmin::text and b.locked = r.xmax::text where b.id is null");

        pages.change(1);
        Duration plainChanged = plain.run(progress("plain loop, 1 % changed"));
        Duration changed = node.sync(dock, progress("1 % changed"));
        check(node, "select count(*) from resources where dock_id = " + dock, records);
        check(
                node,
                "select count(*) from resource_changes where kind = 'changed' and dock_id = " + dock,
                records / 100);

        report.pass("first load", records, first, plainFirst);
        report.pass("unchanged", records, same, plainSame);
        report.pass("1 % changed", records, changed, plainChanged);
        report.figure("rows of resources written, unchanged", written, "rows");
        report.figure("WAL per unchanged record", (double) logged / records, "bytes");
    }

    /** As many records in as many pages, but of ten docks at once: what both cores are good for. */
    private void sideBySide(BenchNode node) {
        List<Long> docks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            docks.add(node.dock("tenth " + i, "volumes", false));
        }
        say("the same records by ten docks at once");
        double seconds = node.sync(docks).toNanos() / 1e9;
        report.figure("ten docks at once, first load", records / seconds, "/s");
        seconds = node.sync(docks).toNanos() / 1e9;
        report.figure("ten docks at once, unchanged", records / seconds, "/s");
    }

    private void onePage(BenchNode node, long dock) {
        say("one page, %d times", RUNS);
        report.figure(
                "one commit that waits for the disk, p50",
                median(() -> node.jdbi().useHandle(handle -> handle.execute("update organizations set name = name"))),
                "ms");
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            millis.add(node.sync(dock, page -> {}).toNanos() / 1e6);
        }
        millis.sort(null);
        report.figure("one-page sync, asked for to committed, p50", millis.get(RUNS / 2), "ms");
        report.figure("one-page sync, asked for to committed, p99", millis.get(RUNS * 99 / 100), "ms");
    }

    private void monitoring() throws IOException {
        say("what monitoring costs");
        MonitoringCost.Measured cost = MonitoringCost.run(home);
        report.figure("one-page syncs of many docks, monitored", cost.with(), "/s");
        report.figure("the same with no monitoring at all", cost.without(), "/s");
    }

    private void devices() throws Exception {
        try (BenchNode node = BenchNode.start(home.resolve("devices"), "http://127.0.0.1:1")) {
            DeviceLog log = new DeviceLog(node);
            log.opsPerSecond(1);
            log.opsPerSecond(16);
            say("device sync: 16 devices push 50 ops at a time");
            report.figure("device sync, ops into one workspace", log.opsPerSecond(1), "/s");
            report.figure("device sync, ops into 16 workspaces", log.opsPerSecond(16), "/s");
            report.figure("plain batched inserts, a commit a push", log.plainOpsPerSecond(), "/s");
            log.pullsPerSecond();
            report.figure("device sync, pulls of 100 changes", log.pullsPerSecond(), "/s");
            double seconds = log.snapshotSeconds();
            report.figure("device sync, snapshot of 50,000 rows", seconds, "s");
            report.figure("device sync, rows of snapshots", 50_000 / seconds, "/s");
            watchers(node);
        }
    }

    private void watchers(BenchNode node) throws IOException {
        try (DeviceHttp http = new DeviceHttp(node)) {
            say("device sync: pushes and a watcher over HTTP");
            http.tellMillis();
            List<Double> millis = http.tellMillis();
            report.figure("device sync, push to watch, p50", millis.get(millis.size() / 2), "ms");
            report.figure("device sync, push to watch, p99", millis.get(millis.size() * 99 / 100), "ms");
            say("device sync: %,d idle watchers", DeviceHttp.WATCHERS);
            DeviceHttp.Idle idle = http.idle();
            report.figure("device sync, idle watchers", DeviceHttp.WATCHERS, "connections");
            report.figure("device sync, connecting them took", idle.connectSeconds(), "s");
            report.figure("device sync, memory per idle watcher", idle.bytesEach(), "bytes");
            report.figure("device sync, threads for them", idle.threads(), "threads");
            report.figure("device sync, processor while they idle", idle.processorPercent(), "% of one core");
            report.figure("device sync, one push to all of them", idle.tellAllMillis(), "ms");
        }
    }

    private void starts() throws IOException, InterruptedException {
        try (PageServer pages = PageServer.start(PageServer.PAGE)) {
            Path place = home.resolve("starts");
            say("recording the classes of a start, as the launcher does once");
            StartUp.prepare();
            say("first start in an empty folder");
            StartUp.Measured first = StartUp.run(Files.createDirectories(place), pages.baseUrl(), false);
            say("second start, then %d docks for a minute and a half", StartUp.DOCKS);
            StartUp.Measured second = StartUp.run(place, pages.baseUrl(), true);
            report.figure("first start, up", first.up(), "ms");
            report.figure("first start, first sync committed", first.synced(), "ms");
            report.figure("second start, up", second.up(), "ms");
            report.figure("second start, first sync committed", second.synced(), "ms");
            report.figure("second start, processor time until then", second.processor(), "ms");
            report.figure("resident with 1,000 docks, each synced every minute", second.residentMiB(), "MiB");
        }
    }

    private static double median(Runnable action) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long began = System.nanoTime();
            action.run();
            millis.add((System.nanoTime() - began) / 1e6);
        }
        return millis.stream().sorted().toList().get(RUNS / 2);
    }

    private LongConsumer progress(String what) {
        long began = System.nanoTime();
        say("%s: %,d records", what, records);
        return page -> {
            double seconds = (System.nanoTime() - began) / 1e9;
            double rate = page * PageServer.PAGE / seconds;
            say(
                    "  %s: %3.0f %%, %,.0f records/s, %.1f s left",
                    what,
                    100.0 * page * PageServer.PAGE / records,
                    rate,
                    (records - page * PageServer.PAGE) / Math.max(1, rate));
        };
    }

    private static long wal(BenchNode node) {
        return node.number("select pg_current_wal_lsn() - '0/0'");
    }

    private static void check(BenchNode node, String query, long expected) {
        long found = node.number(query);
        if (found != expected) {
            throw new IllegalStateException(query + " finds " + found + ", not " + expected);
        }
    }

    private static void say(String format, Object... values) {
        PROGRESS.println(String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
