package io.tidegate.chaos;

import io.tidegate.chaos.Finding.Rule;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds the runs on record against the provider's record of requests. */
final class Runs {
    private final CloudProvider provider;
    private final Faults faults;
    private final Map<Long, List<Run>> byDock = new TreeMap<>();

    /** How far the clocks of processes may lie apart: each estimates the database's. */
    private static final Duration CLOCKS = Duration.ofMillis(500);

    /** How long a worker that is not scheduled may take to notice that its run was given to another. */
    private static final Duration NOTICES = Duration.ofSeconds(10);

    /** A run on record; it has no end while it is open. */
    record Run(long dock, long id, Instant from, @Nullable Instant to, String status, boolean abandoned) {
        boolean covers(Instant at) {
            return !at.isBefore(from.minus(CLOCKS))
                    && (to == null || !at.isAfter(to.plus(abandoned ? NOTICES : CLOCKS)));
        }
    }

    Runs(Tables tables, CloudProvider provider, Faults faults) {
        this.provider = provider;
        this.faults = faults;
        tables.rows(
                        "select dock_id, id, started_at, completed_at, status, coalesce(error_code, '') = 'ABANDONED' as abandoned"
                                + " from sync_events order by started_at, id",
                        (rs, context) -> new Run(
                                rs.getLong("dock_id"),
                                rs.getLong("id"),
                                rs.getTimestamp("started_at").toInstant(),
                                instant(rs.getTimestamp("completed_at")),
                                rs.getString("status"),
                                rs.getBoolean("abandoned")))
                .forEach(run -> byDock.computeIfAbsent(run.dock(), dock -> new ArrayList<>())
                        .add(run));
    }

    int count() {
        return byDock.values().stream().mapToInt(List::size).sum();
    }

    /** When the first run ended well that ended after an instant; null when none did. */
    @Nullable Instant recovered(long dock, Instant after) {
        return of(dock).stream()
                .filter(run -> run.status().equals("success"))
                .map(Run::to)
                .filter(to -> to != null && to.isAfter(after))
                .findFirst()
                .orElse(null);
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>(open());
        found.addAll(beside());
        provider.journal().breaches().forEach(breach -> {
            Finding finding = breach(breach);
            if (finding != null) {
                found.add(finding);
            }
        });
        provider.journal()
                .byAccount()
                .forEach((account, entries) -> found.addAll(requests(provider.docks(account), entries)));
        return found;
    }

    private List<Run> of(long dock) {
        return byDock.getOrDefault(dock, List.of());
    }

    private List<Finding> open() {
        return byDock.values().stream()
                .flatMap(List::stream)
                .filter(run -> run.to() == null || run.status().equals("started"))
                .map(run -> new Finding(Rule.UNRECORDED, Set.of(run.dock()), run.from(), run.id() + " never ended"))
                .toList();
    }

    private List<Finding> beside() {
        List<Finding> found = new ArrayList<>();
        byDock.values().forEach(runs -> {
            for (int i = 1; i < runs.size(); i++) {
                Instant before = runs.get(i - 1).to();
                Run next = runs.get(i);
                if (before != null && next.from().isBefore(before.minus(CLOCKS))) {
                    found.add(new Finding(
                            Rule.TWICE,
                            Set.of(next.dock()),
                            next.from(),
                            next.id() + " began before the end of the one before"));
                }
            }
        });
        return found;
    }

    /** What a process that died or stood still was told a moment before, nobody else could know. */
    private @Nullable Finding breach(Journal.Breach breach) {
        Set<Long> docks = provider.docks(breach.entry().account());
        Journal.Told told = breach.told();
        Instant from = told == null ? breach.entry().at() : told.at();
        Duration moment = Duration.ofSeconds(1);
        boolean excused = faults.all().stream()
                .filter(fault ->
                        fault.kind().startsWith("kill -9") || fault.kind().startsWith("paused"))
                .anyMatch(fault -> fault.docks().stream().anyMatch(docks::contains)
                        && from.isAfter(fault.at().minus(moment))
                        && from.isBefore(
                                told == null
                                        ? fault.end().plus(moment)
                                        : fault.at().plus(moment)));
        return excused
                ? null
                : new Finding(
                        told == null ? Rule.TWICE : Rule.FORBIDDEN,
                        docks,
                        breach.entry().at(),
                        breach.toString());
    }

    /** Each request belongs to a run, and a run asks for a page that it has got only once. */
    private List<Finding> requests(Set<Long> docks, List<Journal.Entry> entries) {
        List<Finding> found = new ArrayList<>();
        Map<Long, Set<String>> got = new HashMap<>();
        for (Journal.Entry entry : entries) {
            List<Run> covering = docks.stream()
                    .flatMap(dock -> of(dock).stream())
                    .filter(run -> run.covers(entry.at()))
                    .toList();
            if (covering.isEmpty() && !touched(docks, entry.at(), entry.at())) {
                found.add(new Finding(Rule.UNRECORDED, docks, entry.at(), "no run asked for " + entry.what()));
            }
            if (covering.size() == 1 && docks.size() == 1 && entry.good()) {
                Run run = covering.get(0);
                Instant to = run.to() == null ? entry.at() : run.to();
                boolean again =
                        !got.computeIfAbsent(run.id(), id -> new HashSet<>()).add(page(entry.what()));
                if (again && !touched(docks, run.from(), to)) {
                    found.add(new Finding(
                            Rule.TWICE, docks, entry.at(), "run " + run.id() + " asked again for " + entry.what()));
                }
            }
        }
        return found;
    }

    private static String page(String what) {
        return what.contains("page=") ? what.replaceFirst("[?&]per_page=\\d+", "") : what;
    }

    private boolean touched(Collection<Long> docks, Instant from, Instant to) {
        return faults.all().stream().anyMatch(fault -> fault.touches(docks, from, to));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
