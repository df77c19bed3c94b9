package io.tidegate.federation.connector;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.dock.Dock;
import io.tidegate.federation.upload.UploadStore;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The table {@code connected_organizations}, each with its dock, as the login role. */
public final class ConnectionStore {
    private static final String COLUMNS = """
            select o.id, o.org_id, g.slug, g.name as organization, o.federation_org_id, o.dock_id, d.name as dock,
                   d.enabled, d.last_sync_status, d.last_sync_error, o.enabled_at, o.last_sync_at
            from connected_organizations o
            join organizations g on g.id = o.org_id
            join docks d on d.id = o.dock_id
            """;

    private static final String LIST = COLUMNS + """
            where o.connector_id = :connector and (cast(:after as bigint) is null or o.id > :after)
            order by o.id limit :most
            """;

    private static final String FIND = COLUMNS + "where o.connector_id = :connector and o.federation_org_id = :club";

    private static final String OWN = """
            select o.id, c.federation_code as connector, c.name, c.provider, c.status, c.enabled,
                   o.federation_org_id as club, o.dock_id as dock, o.enabled_at, o.last_sync_at as last_sync,
                   c.next_run_at as next_run
            from connected_organizations o join connectors c on c.id = o.connector_id
            where cast(:id as bigint) is null or o.id = :id
            order by o.id
            """;

    private static final String DOCKS = "select dock_id from connected_organizations where connector_id = :connector";

    private static final String NEXT_DOCK = "select nextval(pg_get_serial_sequence('docks', 'id'))";

    /** Its interval is what freshness is judged by where cron is not; it is scheduled by the connector alone. */
    private static final String ADD_DOCK = """
            insert into docks (id, org_id, name, provider, parameters, resource_types, credentials, scope_id, lane_key,
                               interval_seconds, cron, next_sync_at, created_at, updated_at, connector_id)
            values (:id, :org, :name, :provider, cast(:parameters as jsonb), :types, cast(:credentials as jsonb),
                    :scopeId, :laneKey, 86400, :cron, :next, :now, :now, :connector)
            on conflict (org_id, name) do nothing
            """;

    private static final String ADD = """
            insert into connected_organizations (connector_id, org_id, federation_org_id, dock_id, enabled_at)
            values (:connector, :org, :club, :dock, :now)
            """;

    /** What a connected organization's dock is made with. */
    public record NewDock(
            Connector connector,
            Map<String, String> parameters,
            @Nullable List<String> types) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public ConnectionStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** Files that are uploaded for connected organizations. */
    public UploadStore uploads() {
        return new UploadStore(jdbi, json);
    }

    /** Of a connector, in the order in which they were connected, which is the one they run in. */
    public Page<Connection> list(long connector, @Nullable String after, int limit) {
        List<Connection> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("connector", connector)
                .bind("after", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> connection(rs))
                .list());
        return Page.of(rows, limit, connection -> Long.toString(connection.id()));
    }

    public Optional<Connection> find(long connector, String club) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("connector", connector)
                .bind("club", club)
                .map((rs, context) -> connection(rs))
                .findOne());
    }

    /**
     * Within a transaction of one organization: the federations that it is connected to.
     *
     * @param id only this one; null: all
     */
    public List<Connection.Own> own(@Nullable Long id) {
        return jdbi.withHandle(handle -> handle.createQuery(OWN)
                .bind("id", id)
                .map(ConstructorMapper.of(Connection.Own.class))
                .list());
    }

    /** The docks of a connector. */
    public List<Long> docks(long connector) {
        return jdbi.withHandle(handle -> handle.createQuery(DOCKS)
                .bind("connector", connector)
                .mapTo(Long.class)
                .list());
    }

    /**
     * Connects an organization; within a transaction that holds the connector.
     *
     * @param access makes the dock's access once its number is known, since credentials are sealed to it
     * @return false when the organization has a dock of that name
     */
    public boolean add(Connection.Wanted wanted, NewDock dock, Function<Dock.Owner, Dock.Access> access, Instant now) {
        Connector connector = dock.connector();
        return jdbi.inTransaction(handle -> {
            long id = handle.createQuery(NEXT_DOCK).mapTo(Long.class).one();
            Dock.Access made = access.apply(new Dock.Owner(wanted.organization(), id, connector.id()));
            Instant next = connector.plan().next();
            int added = handle.createUpdate(ADD_DOCK)
                    .bind("id", id)
                    .bind("org", wanted.organization())
                    .bind("name", wanted.name())
                    .bind("provider", connector.provider())
                    .bind("parameters", json.valueToTree(dock.parameters()).toString())
                    .bindArray(
                            "types",
                            String.class,
                            dock.types() == null ? null : dock.types().toArray())
                    .bind("credentials", made.sealed())
                    .bind("scopeId", made.scopeId())
                    .bind("laneKey", made.laneKey())
                    .bind("cron", connector.plan().cron())
                    .bind("next", next == null ? now : next)
                    .bind("now", now)
                    .bind("connector", connector.id())
                    .execute();
            if (added == 0) {
                return false;
            }
            handle.createUpdate(ADD)
                    .bind("connector", connector.id())
                    .bind("org", wanted.organization())
                    .bind("club", wanted.club())
                    .bind("dock", id)
                    .bind("now", now)
                    .execute();
            return true;
        });
    }

    private static Connection connection(ResultSet rs) throws SQLException {
        return new Connection(
                rs.getLong("id"),
                new Connection.Owner(rs.getLong("org_id"), rs.getString("slug"), rs.getString("organization")),
                rs.getString("federation_org_id"),
                new Connection.Dock(
                        rs.getLong("dock_id"),
                        rs.getString("dock"),
                        rs.getBoolean("enabled"),
                        rs.getString("last_sync_status"),
                        rs.getString("last_sync_error")),
                rs.getObject("enabled_at", OffsetDateTime.class).toInstant(),
                ConnectorStore.instant(rs, "last_sync_at"));
    }
}
