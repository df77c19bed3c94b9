package io.tidegate.monitor.health;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** What docks did of late, in figures. */
public final class HealthFigureStore {
    /** Of how many runs the figures speak at most. */
    public static final int RUNS = 10;

    private static final String FIGURES = """
            select d.id as dock, r.runs, r.good, r.average, (
                select count(*) from sync_errors x where x.dock_id = d.id and x.resolved_at is null) as errors, (
                select count(*) from alerts a where a.dock_id = d.id and a.state = 'open') as alerts
            from unnest(:docks) as d(id) cross join lateral (
                select count(*) as runs, count(*) filter (where status = 'success') as good,
                       round(avg(duration_ms)) as average
                from (select status, duration_ms from sync_events
                      where dock_id = d.id and status in ('success', 'partial', 'failed')
                      order by started_at desc, id desc limit :runs) l) r
            """;

    /**
     * A dock's figures.
     *
     * @param runs how many of its last runs have ended
     * @param good how many of these succeeded wholly
     * @param average how long they took, in milliseconds; null where there were none
     * @param errors that are open
     * @param alerts that are open
     */
    public record Figures(
            long dock, int runs, int good, @Nullable Long average, long errors, long alerts) {
        /** Of all runs, from 0 to 1; null where there were none. */
        public @Nullable Double successRate() {
            return runs == 0 ? null : (double) good / runs;
        }
    }

    private final Jdbi jdbi;

    public HealthFigureStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The figures of these docks. */
    public Map<Long, Figures> of(Collection<Long> docks) {
        return jdbi.withHandle(handle -> handle
                .createQuery(FIGURES)
                .bindArray("docks", Long.class, docks)
                .bind("runs", RUNS)
                .map(ConstructorMapper.of(Figures.class))
                .list()
                .stream()
                .collect(Collectors.toMap(Figures::dock, Function.identity())));
    }
}
