package io.tidegate.device.feed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code device_subscriptions} as subscriptions come and go, as the login role. A transaction locks the
 * subscription first and the workspace's counter second, and then only reads {@code resources}.
 */
public final class FillStore {
    private static final String UNSETTLED = """
            select workspace_id, resource_type from device_subscriptions where state <> 'live'
            order by created_at, workspace_id, resource_type
            """;

    private static final String LOCK = """
            select state, position, horizon is not null as waits,
                   coalesce(horizon <= pg_snapshot_xmin(pg_current_snapshot()), false) as alone
            from device_subscriptions
            where workspace_id = :workspace and resource_type = :type
            for update
            """;

    /** Whoever began before could have stored rows without seeing the subscription: filling waits until they have ended. */
    private static final String WAIT = """
            update device_subscriptions set horizon = pg_snapshot_xmax(pg_current_snapshot())
            where workspace_id = :workspace and resource_type = :type
            """;

    private static final String MOVE = """
            update device_subscriptions set state = :state, position = :position
            where workspace_id = :workspace and resource_type = :type
            """;

    private static final String COUNTER = """
            insert into server_version_counter (workspace_id) values (:workspace)
            on conflict (workspace_id) do update set workspace_id = excluded.workspace_id
            """;

    private static final String STANDING = """
            select id from resources
            where org_id = :workspace and resource_type = :type and deleted_at is null and id > :position
            order by id limit :most
            """;

    private static final String SYNCED = """
            select resource_id from synced_resources where workspace_id = :workspace and resource_type = :type
            order by resource_id limit :most
            """;

    /** What the flow stored since the subscription is in the log already. */
    private static final String PUBLISH_NEW = """
            select publish_resources(:workspace, array(select i.id from unnest(:ids) as i(id)
                where not exists (select from synced_resources s
                    where s.workspace_id = :workspace and s.resource_id = i.id)))
            """;

    /** A subscription on its way. */
    record Unsettled(long workspace, String type) {}

    private record Stand(String state, long position, boolean waits, boolean alone) {}

    private final Jdbi jdbi;

    public FillStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The oldest first. */
    List<Unsettled> unsettled() {
        return jdbi.withHandle(handle -> handle.createQuery(UNSETTLED)
                .map((rs, context) -> new Unsettled(rs.getLong("workspace_id"), rs.getString("resource_type")))
                .list());
    }

    /**
     * Takes one step, in a transaction of its own.
     *
     * @param most records to append
     * @return whether another step can be taken at once
     */
    boolean step(Unsettled one, int most) {
        return jdbi.inTransaction(handle -> {
            Stand stand = lock(handle, one).orElse(null);
            if (stand == null) {
                return false;
            }
            return switch (stand.state()) {
                case "new" -> begin(handle, one, stand);
                case "filling" -> fill(handle, one, stand, most);
                case "emptying" -> empty(handle, one, most);
                default -> false;
            };
        });
    }

    private static Optional<Stand> lock(Handle handle, Unsettled one) {
        return handle.createQuery(LOCK)
                .bind("workspace", one.workspace())
                .bind("type", one.type())
                .map((rs, context) -> new Stand(
                        rs.getString("state"), rs.getLong("position"), rs.getBoolean("waits"), rs.getBoolean("alone")))
                .findOne();
    }

    private static boolean begin(Handle handle, Unsettled one, Stand stand) {
        if (stand.alone()) {
            move(handle, one, "filling", 0);
            return true;
        } else if (!stand.waits()) {
            handle.createUpdate(WAIT)
                    .bind("workspace", one.workspace())
                    .bind("type", one.type())
                    .execute();
            return true;
        }
        return false;
    }

    private static boolean fill(Handle handle, Unsettled one, Stand stand, int most) {
        List<Long> ids = publish(handle, one, STANDING, stand.position(), most);
        boolean done = ids.size() < most;
        move(handle, one, done ? "live" : "filling", ids.isEmpty() ? stand.position() : ids.get(ids.size() - 1));
        return !done;
    }

    private static boolean empty(Handle handle, Unsettled one, int most) {
        List<Long> ids = publish(handle, one, SYNCED, null, most);
        if (ids.size() == most) {
            return true;
        }
        handle.createUpdate(
                        "delete from device_subscriptions where workspace_id = :workspace and resource_type = :type")
                .bind("workspace", one.workspace())
                .bind("type", one.type())
                .execute();
        return false;
    }

    /** With the counter locked, what is read next is what stands: whoever changes it waits, and comes after us. */
    private static List<Long> publish(Handle handle, Unsettled one, String which, @Nullable Long position, int most) {
        handle.createUpdate(COUNTER).bind("workspace", one.workspace()).execute();
        List<Long> ids = handle.createQuery(which)
                .bind("workspace", one.workspace())
                .bind("type", one.type())
                .bind("most", most)
                .bindMap(position == null ? Map.of() : Map.of("position", position))
                .mapTo(Long.class)
                .list();
        handle.createQuery(which.equals(STANDING) ? PUBLISH_NEW : "select publish_resources(:workspace, :ids)")
                .bind("workspace", one.workspace())
                .bindArray("ids", Long.class, ids)
                .mapTo(Integer.class)
                .one();
        return ids;
    }

    private static void move(Handle handle, Unsettled one, String state, long position) {
        handle.createUpdate(MOVE)
                .bind("workspace", one.workspace())
                .bind("type", one.type())
                .bind("state", state)
                .bind("position", position)
                .execute();
    }
}
