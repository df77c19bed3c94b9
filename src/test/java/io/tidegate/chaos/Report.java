package io.tidegate.chaos;

import io.tidegate.chaos.Finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The table: each kind of fault with what came of it. */
final class Report {
    private static final String LINE = "%-34s %8s %9s %10s %5s %10s %9s %9s%n";
    private static final Set<Rule> LOST = EnumSet.of(Rule.LOST, Rule.STUCK, Rule.UNRECORDED, Rule.HISTORY, Rule.OURS);

    private final Plan plan;
    private final CloudProvider provider;
    private final List<Faults.Fault> faults;
    private final Runs runs;
    private final List<Finding> findings;
    private final Map<Integer, List<Journal.Entry>> entries;
    private final Map<Long, Integer> accounts = new HashMap<>();
    private String written = "";

    Report(Plan plan, CloudProvider provider, Faults faults, Runs runs, List<Finding> findings) {
        this.plan = plan;
        this.provider = provider;
        this.faults = faults.all();
        this.runs = runs;
        this.findings = findings;
        this.entries = provider.journal().byAccount();
        for (int account = 0; account < plan.accounts(); account++) {
            for (long dock : provider.docks(account)) {
                accounts.put(dock, account);
            }
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** As it was printed. */
    String table() {
        return written;
    }

    /** Prints it, and keeps it in {@code target/chaos.txt}. */
    void write(Duration took) throws IOException {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "chaos: %s; %d runs, %d requests, %d s%n%n",
                plan,
                runs.count(),
                provider.journal().size(),
                took.toSeconds()));
        table.append(String.format(
                LINE, "fault", "injected", "requests", "violations", "lost", "duplicates", "recovery", "longest"));
        Map<String, List<Faults.Fault>> kinds = new LinkedHashMap<>();
        faults.stream()
                .sorted(Comparator.comparing(Faults.Fault::ours).reversed().thenComparing(Faults.Fault::kind))
                .forEach(fault -> kinds.computeIfAbsent(fault.kind(), kind -> new ArrayList<>())
                        .add(fault));
        kinds.forEach((kind, all) -> table.append(line(kind, all)));
        table.append(String.format(
                LINE,
                "all",
                faults.size(),
                provider.journal().size(),
                count(EnumSet.of(Rule.FORBIDDEN)),
                count(LOST),
                count(EnumSet.of(Rule.TWICE)),
                "",
                ""));
        findings.stream().limit(200).forEach(finding -> table.append(finding).append('\n'));
        written = table.toString();
        Files.writeString(Path.of("target", "chaos.txt"), table);
        System.out.println(table);
    }

    private String line(String kind, List<Faults.Fault> all) {
        List<Duration> recoveries = new ArrayList<>();
        long requests = 0;
        List<Finding> touched = new ArrayList<>();
        for (Faults.Fault fault : all) {
            Instant last = fault.end();
            for (long dock : fault.docks()) {
                Instant recovered = runs.recovered(dock, fault.at());
                if (recovered != null) {
                    recoveries.add(Duration.between(fault.at(), recovered));
                    last = recovered.isAfter(last) ? recovered : last;
                }
            }
            Instant until = last;
            requests += fault.docks().stream()
                    .map(dock -> Objects.requireNonNull(accounts.get(dock)))
                    .distinct()
                    .flatMap(account -> entries.getOrDefault(account, List.of()).stream())
                    .filter(entry -> within(fault, until, entry.at()))
                    .count();
            findings.stream()
                    .filter(finding -> finding.docks().stream().anyMatch(fault.docks()::contains)
                            && within(fault, until, Objects.requireNonNullElse(finding.at(), fault.at())))
                    .forEach(touched::add);
        }
        recoveries.sort(Duration::compareTo);
        return String.format(
                LINE,
                kind,
                all.size(),
                requests,
                count(touched, EnumSet.of(Rule.FORBIDDEN)),
                count(touched, LOST),
                count(touched, EnumSet.of(Rule.TWICE)),
                recoveries.isEmpty() ? "-" : seconds(recoveries.get(recoveries.size() / 2)),
                recoveries.isEmpty() ? "-" : seconds(recoveries.get(recoveries.size() - 1)));
    }

    private static boolean within(Faults.Fault fault, Instant until, Instant at) {
        return !at.isBefore(fault.at()) && !at.isAfter(until);
    }

    private long count(Set<Rule> rules) {
        return count(findings, rules);
    }

    private static long count(List<Finding> all, Set<Rule> rules) {
        return all.stream()
                .distinct()
                .filter(each -> rules.contains(each.rule()))
                .count();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
