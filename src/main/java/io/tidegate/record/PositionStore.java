package io.tidegate.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code sync_positions}; the flow's own SQL files write it. */
public final class PositionStore {
    private static final String OF_TYPE = """
            select parent_key, cursor, page, in_one_go, started_at, run, declaration, failures, backoff_until,
                   error_code, partial, sync_token, token_of, next_token, full_at
            from sync_positions where dock_id = :dock and resource_type = :type
            """;

    private final Jdbi jdbi;

    public PositionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The positions of a dock's type, by parent key. */
    public Map<String, Position> find(long dock, String type) {
        Map<String, Position> positions = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(OF_TYPE)
                .bind("dock", dock)
                .bind("type", type)
                .map((rs, context) -> position(rs))
                .forEach(position -> positions.put(position.parentKey(), position)));
        return positions;
    }

    private static Position position(ResultSet rs) throws SQLException {
        return new Position(
                rs.getString("parent_key"),
                rs.getString("cursor"),
                rs.getInt("page"),
                rs.getBoolean("in_one_go"),
                instant(rs, "started_at"),
                rs.getObject("run", Long.class),
                rs.getString("declaration"),
                rs.getInt("failures"),
                instant(rs, "backoff_until"),
                rs.getString("error_code"),
                new Position.Increment(
                        rs.getBoolean("partial"),
                        rs.getString("sync_token"),
                        rs.getString("token_of"),
                        rs.getString("next_token"),
                        instant(rs, "full_at")));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
