package io.tidegate.device.roster;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Devices with a token that was not revoked, within a transaction of one organization. */
public final class DeviceStore {
    private static final String LIST = """
            select t.id, t.device_id, t.device_role, t.name, t.person_id, p.email, t.shown, t.created_at, t.expires_at,
                   greatest(t.last_used_at, c.seen_at) as last_seen_at, c.version as cursor,
                   coalesce(s.version, 0) as head, coalesce(s.floor, 0) as floor
            from api_tokens t
            join people p on p.id = t.person_id
            left join server_version_counter s on s.workspace_id = t.org_id
            left join device_cursors c on c.workspace_id = t.org_id and c.device_id = t.device_id
            where t.kind = 'api' and t.org_id = :org and t.device_id is not null and t.revoked_at is null
                and (cast(:person as bigint) is null or t.person_id = :person)
                and (cast(:device as text) is null or t.device_id = :device)
                and (cast(:before as bigint) is null or t.id < :before)
            order by t.id desc
            limit :most
            """;

    private static final String LOG = """
            select coalesce(max(s.version), 0) as head, coalesce(max(s.floor), 0) as floor,
                   (select count(*) from api_tokens t
                    where t.kind = 'api' and t.org_id = :org and t.device_id is not null and t.revoked_at is null
                        and (t.expires_at is null or t.expires_at > :now)) as devices
            from server_version_counter s
            where s.workspace_id = :org
            """;

    /** Two who ask for the same id at the same time ask one after the other. */
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtextextended('device ' || :org || ' ' || :device, 0))";

    private static final String IS_TAKEN =
            "select exists (select from api_tokens where org_id = :org and device_id = :device)";

    private static final String REVOKE = """
            update api_tokens set revoked_at = :now
            where org_id = :org and device_id = :device and revoked_at is null
                and (cast(:person as bigint) is null or person_id = :person)
            """;

    private static final String FORGET = "delete from device_cursors where workspace_id = :org and device_id = :device";

    private final Jdbi jdbi;
    private final long organization;

    DeviceStore(Jdbi jdbi, long organization) {
        this.jdbi = jdbi;
        this.organization = organization;
    }

    Page<ListedDevice> list(@Nullable Long person, @Nullable String after, int limit) {
        List<ListedDevice> rows = rows(person, null, Page.number(after), limit + 1);
        return Page.of(rows, limit, device -> Long.toString(device.number()));
    }

    Optional<ListedDevice> find(@Nullable Long person, String device) {
        return rows(person, device, null, 1).stream().findFirst();
    }

    private List<ListedDevice> rows(@Nullable Long person, @Nullable String device, @Nullable Long before, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("org", organization)
                .bind("person", person)
                .bind("device", device)
                .bind("before", before)
                .bind("most", most)
                .map((rs, context) -> device(rs))
                .list());
    }

    WorkspaceLog log(Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(LOG)
                .bind("org", organization)
                .bind("now", now)
                .map((rs, context) -> new WorkspaceLog(rs.getLong("head"), rs.getLong("floor"), rs.getLong("devices")))
                .one());
    }

    /** Whether a device has, or had, that id; nobody else takes it before the transaction ends. */
    boolean isTaken(String device) {
        return jdbi.withHandle(handle -> {
            handle.createQuery(ALONE)
                    .bind("org", Long.toString(organization))
                    .bind("device", device)
                    .mapToMap()
                    .list();
            return handle.createQuery(IS_TAKEN)
                    .bind("org", organization)
                    .bind("device", device)
                    .mapTo(Boolean.class)
                    .one();
        });
    }

    /** Ends the token of a device; false where there is none. */
    boolean revoke(@Nullable Long person, String device, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(REVOKE)
                        .bind("org", organization)
                        .bind("device", device)
                        .bind("person", person)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /** Lets it hold back nothing any more. */
    void forget(String device) {
        jdbi.useHandle(handle -> handle.createUpdate(FORGET)
                .bind("org", organization)
                .bind("device", device)
                .execute());
    }

    private static ListedDevice device(ResultSet rs) throws SQLException {
        Long cursor = rs.getObject("cursor", Long.class);
        return new ListedDevice(
                rs.getLong("id"),
                rs.getString("device_id"),
                rs.getString("device_role"),
                rs.getString("name"),
                new ListedDevice.Owner(rs.getLong("person_id"), rs.getString("email")),
                new ListedDevice.Known(
                        rs.getString("shown"),
                        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(rs, "expires_at"),
                        instant(rs, "last_seen_at")),
                cursor == null
                        ? null
                        : new ListedDevice.Progress(
                                cursor, Math.max(0, rs.getLong("head") - cursor), cursor < rs.getLong("floor")));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
