package io.tidegate.device.log;

import io.tidegate.device.log.RowStore.Shown;
import io.tidegate.protocol.SyncChange;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Provider data that devices have: {@code synced_resources}, with what stands in {@code resources}. */
final class SyncedResourceStore {
    private static final String PAGE = """
            select s.server_version, 'resources' as table_name, cast(s.resource_id as text) as pk, 'put' as op,
                resource_payload(r) as payload, s.clock, s.hlc, cast(null as text) as device_id, s.op_id,
                cast(null as text) as project_id
            from synced_resources s join resources r on r.id = s.resource_id
            where s.workspace_id = :workspace and s.server_version <= :watermark and s.resource_id > :after
            order by s.resource_id
            limit :most
            """;

    private static final String COUNT =
            "select count(*) from synced_resources where workspace_id = :workspace and server_version <= :watermark";

    private final Jdbi jdbi;

    SyncedResourceStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The next live ones after a number; what changes meanwhile is of a later version, and comes by the log. */
    List<SyncChange> page(Shown shown, long after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(PAGE)
                .bind("workspace", shown.workspace())
                .bind("watermark", shown.watermark())
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> LogStore.change(row))
                .list());
    }

    long count(Shown shown) {
        return jdbi.withHandle(handle -> handle.createQuery(COUNT)
                .bind("workspace", shown.workspace())
                .bind("watermark", shown.watermark())
                .mapTo(Long.class)
                .one());
    }
}
