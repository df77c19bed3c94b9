package io.tidegate.dock;

import io.tidegate.queue.QueueStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Moves docks from lane to lane. */
public final class DockLaneStore {
    /** A job that waits goes with its dock; one that runs ends in its lane, and goes on in the new one if it must. */
    private static final String MOVE = """
            with wanted as materialized (
                select * from unnest(:ids, :lanes) as w(id, lane_key)
            ), moved as (
                update docks d set lane_key = w.lane_key
                from wanted w where d.id = w.id and d.lane_key <> w.lane_key
                returning d.id, d.lane_key
            ), lane as (
                insert into lanes (lane_key, free_at) select distinct lane_key, :now from moved on conflict do nothing
            ), jobs as (
                update sync_queue q set lane_key = m.lane_key
                from moved m where q.dock_id = m.id and q.state in ('available', 'retryable')
            )
            select m.id, pg_notify(:channel, '') from moved m order by m.id
            """;

    private static final String KNOW = """
            with known as (
                update docks set scope_id = :scopeId where id = :dock
            )
            delete from sync_positions where dock_id = :dock and resource_type = 'account'
            """;

    private final Jdbi jdbi;

    public DockLaneStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Puts docks into lanes.
     *
     * @param lanes lane keys by dock
     * @return the docks that stood in another one
     */
    public List<Long> move(Map<Long, String> lanes, Instant now) {
        List<Long> docks = List.copyOf(lanes.keySet());
        return jdbi.withHandle(handle -> handle.createQuery(MOVE)
                .bindArray("ids", Long.class, docks)
                .bindArray("lanes", String.class, docks.stream().map(lanes::get).toArray())
                .bind("now", now)
                .bind("channel", QueueStore.CHANNEL)
                .map((rs, context) -> rs.getLong("id"))
                .list());
    }

    /** Remembers what a dock's limit is counted by, and puts it into that lane. */
    public void know(long dock, String scopeId, String lane, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(KNOW)
                .bind("dock", dock)
                .bind("scopeId", scopeId)
                .execute());
        move(Map.of(dock, lane), now);
    }
}
