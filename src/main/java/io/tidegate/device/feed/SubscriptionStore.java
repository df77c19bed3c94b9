package io.tidegate.device.feed;

import io.tidegate.device.feed.Subscription.State;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The table {@code device_subscriptions}, for people. */
public final class SubscriptionStore {
    private static final String LIST = """
            select d.resource_type, d.state, d.created_at,
                   (select count(*) from synced_resources s
                    where s.workspace_id = d.workspace_id and s.resource_type = d.resource_type) as synced,
                   (select coalesce(sum(c.live), 0) from resource_counts c
                    where c.org_id = d.workspace_id and c.resource_type = d.resource_type) as standing
            from device_subscriptions d
            where d.workspace_id = :workspace
            order by d.resource_type
            """;

    private static final String ADD = """
            insert into device_subscriptions as d (workspace_id, resource_type, created_at)
            values (:workspace, :type, :now)
            on conflict (workspace_id, resource_type) do update
            set state = 'new', horizon = null, position = 0, created_at = excluded.created_at
            where d.state = 'emptying'
            """;

    private final Jdbi jdbi;

    public SubscriptionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All of a workspace, by type. */
    public List<Subscription> list(long workspace) {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("workspace", workspace)
                .map((rs, context) -> new Subscription(
                        rs.getString("resource_type"),
                        State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
                        rs.getLong("synced"),
                        rs.getLong("standing"),
                        rs.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list());
    }

    /** That of a type. */
    public Optional<Subscription> find(long workspace, String type) {
        return list(workspace).stream()
                .filter(each -> each.resourceType().equals(type))
                .findFirst();
    }

    /** Subscribes to a type; nothing changes where that is so already. */
    public void add(long workspace, String type, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(ADD)
                .bind("workspace", workspace)
                .bind("type", type)
                .bind("now", now)
                .execute());
    }

    /** Ends it: what devices have of it is taken away, a batch after the other. */
    public boolean end(long workspace, String type) {
        return jdbi.withHandle(handle -> handle.createUpdate("update device_subscriptions set state = 'emptying' "
                                + "where workspace_id = :workspace and resource_type = :type and state <> 'emptying'")
                        .bind("workspace", workspace)
                        .bind("type", type)
                        .execute())
                > 0;
    }
}
