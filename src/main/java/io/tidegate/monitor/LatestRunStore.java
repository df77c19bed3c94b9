package io.tidegate.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Reads of {@code sync_events} the last of several docks at once. */
public final class LatestRunStore {
    /** By an index of each dock's runs: it does not matter how many there are before the last. */
    private static final String LATEST = """
            select w.dock, e.*
            from unnest(cast(:docks as bigint[])) with ordinality as w(dock, place) cross join lateral (
                select id, status, started_at, duration_ms, items_changed as changed from sync_events
                where dock_id = w.dock
                order by started_at desc, id desc
                limit :most) as e
            order by w.place, e.started_at, e.id
            """;

    /**
     * A run, told in short.
     *
     * @param status started, success, partial or failed
     * @param durationMs null while it goes on
     */
    public record Run(
            long dock,
            long id,
            String status,
            Instant startedAt,
            @Nullable Long durationMs,
            long changed) {}

    private final Jdbi jdbi;

    public LatestRunStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The last runs of each of these docks, oldest first; docks without runs are left out. */
    public Map<Long, List<Run>> latest(Collection<Long> docks, int most) {
        List<Run> runs = jdbi.withHandle(handle -> handle.createQuery(LATEST)
                .bindArray("docks", Long.class, docks)
                .bind("most", most)
                .map(ConstructorMapper.of(Run.class))
                .list());
        Map<Long, List<Run>> byDock = new LinkedHashMap<>();
        runs.forEach(run ->
                byDock.computeIfAbsent(run.dock(), dock -> new ArrayList<>()).add(run));
        return byDock;
    }
}
