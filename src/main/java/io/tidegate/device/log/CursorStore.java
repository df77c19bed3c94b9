package io.tidegate.device.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Up to where each device knows everything: {@code device_cursors}. */
public final class CursorStore {
    /** A device that asks all the time is noted so often. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private static final String FIND = """
            select version, person_id from device_cursors where workspace_id = :workspace and device_id = :device
            """;

    private static final String BELOW = """
            select device_id, version from device_cursors
            where workspace_id = :workspace and device_id = any(:devices) and version < :floor
            """;

    /**
     * A cursor below the floor counts for nothing: whoever asks from above it took a snapshot. It is looked at before, since
     * an insert that meets a row writes also where it changes nothing, and the commit then waits for the disk.
     */
    private static final String SEEN = """
            insert into device_cursors as c (workspace_id, device_id, person_id, version, created_at, moved_at, seen_at)
            select :workspace, :device, :person, :version, :now, :now, :now
            where not exists (
                select from device_cursors d
                where d.workspace_id = :workspace and d.device_id = :device
                    and (d.person_id <> :person or (d.seen_at > :noted and d.version >= :floor)))
            on conflict (workspace_id, device_id) do update set seen_at = :now,
                version = case when c.version < :floor then excluded.version else c.version end,
                moved_at = case when c.version < :floor then :now else c.moved_at end
            where c.person_id = :person and (c.seen_at <= :noted or c.version < :floor)
            """;

    private static final String MOVE = """
            insert into device_cursors as c (workspace_id, device_id, person_id, version, created_at, moved_at, seen_at)
            values (:workspace, :device, :person, :version, :now, :now, :now)
            on conflict (workspace_id, device_id) do update set seen_at = :now, version = excluded.version,
                moved_at = case when c.version < excluded.version then :now else c.moved_at end
            where c.person_id = :person and c.version <= excluded.version
            """;

    private final Jdbi jdbi;

    public CursorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Where a device stands, and whose it is. */
    public record Cursor(long version, long person) {}

    /** Which device, and whose. */
    public record Owned(long workspace, String device, long person) {}

    public Optional<Cursor> find(long workspace, String device) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("workspace", workspace)
                .bind("device", device)
                .map((row, context) -> new Cursor(row.getLong("version"), row.getLong("person_id")))
                .findOne());
    }

    /** Those of these devices that stand below a version, and where. */
    public Map<String, Long> below(long workspace, Collection<String> devices, long floor) {
        Map<String, Long> below = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(BELOW)
                .bind("workspace", workspace)
                .bindArray("devices", String.class, devices)
                .bind("floor", floor)
                .map((row, context) -> below.put(row.getString("device_id"), row.getLong("version")))
                .list());
        return below;
    }

    /** Notes that a device asked for what comes after a version; the first time makes its cursor. */
    void seen(Owned device, long version, long floor, Instant now) {
        jdbi.useHandle(handle -> bound(handle.createUpdate(SEEN), device, version, now)
                .bind("floor", floor)
                .bind("noted", now.minus(NOTED_EVERY))
                .execute());
    }

    /** @return false when it would have moved backwards, or is somebody else's */
    boolean move(Owned device, long version, Instant now) {
        return jdbi.withHandle(
                handle -> bound(handle.createUpdate(MOVE), device, version, now).execute() == 1);
    }

    private static Update bound(Update update, Owned device, long version, Instant now) {
        return update.bind("workspace", device.workspace())
                .bind("device", device.device())
                .bind("person", device.person())
                .bind("version", version)
                .bind("now", now);
    }
}
