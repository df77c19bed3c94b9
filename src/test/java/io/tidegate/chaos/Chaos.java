package io.tidegate.chaos;

import io.tidegate.chaos.Finding.Rule;
import io.tidegate.queue.JobType;
import io.tidegate.testing.Await;
import io.tidegate.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Sets it all up, lets faults rain, waits for calm, and judges. */
final class Chaos implements AutoCloseable {
    private static final InstantSource CLOCK =
            () -> InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);
    private static final Duration CALM = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int PASSES = 5;

    /** As many docks become due by themselves even when all are equal. */
    private static final int SOME = 4;

    private static final String OPEN = """
            select (select count(*) from sync_queue where state in ('available', 'running', 'retryable'))
                 + (select count(*) from docks where next_sync_at <= now())
            """;

    /** What is not backing off; a run that failed as it grew calm would do so for longer than anybody waits here. */
    private static final String BUSY = OPEN.replace(", 'retryable'", "");

    private final Plan plan;
    private final TestServer server = TestServer.lasting();
    private final Faults faults = new Faults();
    private final CloudProvider provider;
    private final Tables tables;
    private final Fleet fleet;
    private final List<Long> docks = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private Chaos(Plan plan, Path home) {
        this.plan = plan;
        this.provider = new CloudProvider(plan, CLOCK, faults);
        this.tables = new Tables(server, home);
        this.fleet = new Fleet(home, server, provider.baseUrl());
    }

    /** The long form; system properties as {@link Plan} names them. Ends with 1 when something was found. */
    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "chaos");
        int found = judged(Plan.ofProperties(), home).findings().size();
        System.exit(found == 0 ? 0 : 1);
    }

    /** Runs it, prints the table, and keeps what each process printed in {@code target}. */
    static Report judged(Plan plan, Path home) throws Exception {
        Instant began = CLOCK.instant();
        try (Chaos chaos = new Chaos(plan, home)) {
            try {
                Report report = chaos.run();
                report.write(Duration.between(began, CLOCK.instant()));
                return report;
            } finally {
                List<String> outputs = chaos.fleet.outputs();
                for (int i = 0; i < outputs.size(); i++) {
                    Files.writeString(Path.of("target", "chaos-process-" + (i + 1) + ".log"), outputs.get(i));
                }
            }
        }
    }

    private Report run() throws Exception {
        say("begins: " + plan);
        for (int i = 0; i < plan.docks(); i++) {
            int account = plan.account(i);
            long dock = tables.add("dock-" + i, CloudProvider.token(account), CLOCK.instant());
            provider.connect(account, dock);
            docks.add(dock);
        }
        startAll();
        say("nodes are up");
        Asks asks = new Asks(plan, tables, provider, docks, faults);
        asks.start();
        try {
            rain();
        } finally {
            asks.stop();
        }
        say("calm after " + provider.journal().size() + " requests");
        calm(asks);
        return judge();
    }

    private void startAll() throws InterruptedException, ExecutionException {
        ExecutorService starters = Executors.newCachedThreadPool();
        List<Future<?>> starts = new ArrayList<>();
        for (int i = 1; i <= plan.nodes(); i++) {
            String name = "node-" + i;
            starts.add(starters.submit(() -> {
                fleet.start(name);
                return null;
            }));
        }
        for (Future<?> each : starts) {
            each.get();
        }
        starters.shutdown();
    }

    private void rain() throws Exception {
        Instant end = CLOCK.instant().plus(plan.trouble());
        Attacks.Ground ground = new Attacks.Ground(fleet, tables, server, faults, provider.journal(), CLOCK);
        try (Attacks attacks = new Attacks(plan, ground)) {
            for (int round = 0; round < plan.rounds() || CLOCK.instant().isBefore(end); round++) {
                attacks.round();
                say("round " + (round + 1) + " of attacks is over");
            }
            attacks.end().forEach(words -> findings.add(new Finding(Rule.STUCK, Set.of(), null, words)));
        }
    }

    /** All is asked for; then what differs yet becomes due by itself, until all is equal. */
    private void calm(Asks asks) {
        provider.calm();
        tables.texts("update docks set interval_seconds = 86400, next_sync_at = now() + interval '1 day' returning id");
        Records records = new Records(tables);
        Set<Long> left = new TreeSet<>(docks);
        for (int pass = 1; pass <= PASSES && (pass <= 2 || !left.isEmpty()); pass++) {
            if (pass == 1) {
                left.forEach(dock -> asks.ask(dock, JobType.MANUAL));
                Await.within(CALM, () -> tables.number(BUSY) == 0);
                // once: what fails again now, though the provider answers well, is stuck
                tables.texts("select dock_id from sync_queue where state = 'retryable'")
                        .forEach(dock -> asks.ask(Long.parseLong(dock), JobType.MANUAL));
            } else {
                left.addAll(docks.subList(0, SOME));
                tables.texts("update docks set next_sync_at = now() where id in ("
                        + left.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ") returning id");
            }
            if (!Await.within(CALM, () -> tables.number(OPEN) == 0)) {
                break;
            }
            boolean last = pass == PASSES;
            left.removeIf(dock -> {
                List<Finding> differ = records.differences(dock, provider.truth(plan.account(docks.indexOf(dock))));
                findings.addAll(last ? differ : List.of());
                return differ.isEmpty();
            });
            say("pass " + pass + ": " + left.size() + " docks are not equal yet");
        }
        stuck(asks);
        findings.addAll(records.histories());
        findings.addAll(records.late());
    }

    private void stuck(Asks asks) {
        stuck("select dock_id, 'job ' || id || ' is ' || state || ' of ' || coalesce(node, 'none') || ', lease '"
                + " || coalesce(lease_until::text, '-') || ', goes on at ' || run_at from sync_queue"
                + " where state in ('available', 'running', 'retryable')");
        stuck("select id, 'due since ' || next_sync_at from docks where next_sync_at <= now()");
        stuck("select d.id, 'lane ' || l.lane_key || ' is held by ' || l.job_id from lanes l"
                + " join docks d using (lane_key) where l.job_id is not null");
        stuck("select id, 'ends ' || last_sync_status || ' ' || coalesce(last_sync_error, '') from docks"
                + " where last_sync_status <> 'success' or stopped_at is not null");
        Set<Long> ended = new TreeSet<>(
                tables.texts("select id from sync_queue where state in ('completed', 'discarded')").stream()
                        .map(Long::valueOf)
                        .toList());
        asks.jobs().stream()
                .filter(job -> !ended.contains(job))
                .forEach(job -> findings.add(new Finding(Rule.STUCK, Set.of(), null, "job " + job + " never ended")));
    }

    private void stuck(String query) {
        tables.jdbi()
                .useHandle(handle -> handle.createQuery(query)
                        .map((rs, context) -> new Finding(Rule.STUCK, Set.of(rs.getLong(1)), null, rs.getString(2)))
                        .forEach(findings::add));
    }

    private Report judge() {
        Runs runs = new Runs(tables, provider, faults);
        findings.addAll(runs.findings());
        faultsOfOurs();
        secrets();
        return new Report(plan, provider, faults, runs, findings);
    }

    /** Nothing the suite does is a fault of ours, so none may be noted as one. */
    private void faultsOfOurs() {
        tables.texts("select dock_id || ' ' || error from dead_letters where error_code = 'UNKNOWN_ERROR'")
                .forEach(letter ->
                        findings.add(new Finding(Rule.OURS, Set.of(), null, "dead letter of dock " + letter)));
        fleet.outputs().stream()
                // one that found no database said so and ended
                .filter(output -> output.contains(Fleet.UP))
                .flatMap(String::lines)
                .filter(line -> line.contains(" ERROR "))
                .forEach(line -> findings.add(new Finding(Rule.OURS, Set.of(), null, line)));
        boolean resolved = Await.within(
                SOON, () -> tables.number("select count(*) from sync_errors where resolved_at is null") == 0);
        if (!resolved) {
            stuck("select dock_id, 'error still open: ' || resource_type || ' ' || error_type || ' ' || message"
                    + " from sync_errors where resolved_at is null");
        }
    }

    private void secrets() {
        for (String secret : List.of(CloudProvider.TOKEN, Truth.CANARY)) {
            for (String table : tables.texts("select tablename from pg_tables where schemaname = 'public'")) {
                if (tables.number("select count(*) from " + table + " as t where t::text like '%" + secret + "%'")
                        > 0) {
                    findings.add(new Finding(Rule.SECRET, Set.of(), null, "in table " + table));
                }
            }
            if (fleet.outputs().stream().anyMatch(output -> output.contains(secret))) {
                findings.add(new Finding(Rule.SECRET, Set.of(), null, "in a log"));
            }
        }
    }

    static void say(String words) {
        System.out.println(CLOCK.instant() + " chaos " + words);
    }

    @Override
    public void close() {
        fleet.close();
        provider.close();
        server.close();
    }
}
