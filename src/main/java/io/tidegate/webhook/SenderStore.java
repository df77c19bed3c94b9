package io.tidegate.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Federations as senders of webhooks: the tables {@code connectors} and {@code connector_deliveries}, on which all nodes
 * agree.
 */
public final class SenderStore {
    private static final String FIND = """
            select id, federation_code, provider, enabled, status, webhook_secret::text as sealed
            from connectors where federation_code = :name or id = :number
            """;

    private static final String DOCK = """
            select dock_id from connected_organizations where connector_id = :connector and federation_org_id = :club
            """;

    private static final String CAME_BEFORE = """
            select exists (select from webhook_logs
                where dock_id = :dock and delivery_id = :delivery
                    and status in ('accepted', 'processed', 'ignored', 'failed'))
            or exists (select from webhook_logs
                where dock_id = :dock and body_hash = :hash
                    and status in ('accepted', 'processed', 'ignored', 'failed'))
            """;

    /** Those of any minute are counted, not those of the clock's minutes: else twice as many would come within one. */
    private static final String TAKE = """
            insert into connector_deliveries as c (connector_id, recent, taken)
            values (:connector, array[cast(:now as timestamptz)], true)
            on conflict (connector_id) do update
            set (recent, taken) = (
                select case when count(k.at) < :most
                           then coalesce(array_agg(k.at order by k.at), '{}') || excluded.recent
                           else array_agg(k.at order by k.at) end,
                       count(k.at) < :most
                from unnest(c.recent) as k(at)
                -- a clock that was set back leaves none that count for long
                where k.at > cast(:now as timestamptz) - interval '1 minute'
                    and k.at < cast(:now as timestamptz) + interval '1 minute')
            returning taken, recent[1] as oldest
            """;

    private static final String REFUSED = """
            insert into connector_deliveries as c (connector_id, refused_in_a_row, refused_at)
            values (:connector, 1, :now)
            on conflict (connector_id) do update
            set refused_in_a_row = least(c.refused_in_a_row + 1, 1000000), refused_at = excluded.refused_at
            """;

    private static final String GENUINE = """
            update connector_deliveries set refused_in_a_row = 0 where connector_id = :connector and refused_in_a_row > 0
            """;

    /** A federation's connector is sent so many deliveries a minute at most. */
    static final int MOST = 100;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /**
     * A federation that may send.
     *
     * @param idle why nothing is made of what it sends; null when something is
     * @param sealed the secret that it signs with, sealed; null when it has none
     */
    record Sender(
            long id,
            String code,
            String provider,
            @Nullable String idle,
            @Nullable String sealed) {
        @Override
        public String toString() {
            return "Sender[" + code + "]";
        }
    }

    private final Jdbi jdbi;

    public SenderStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** By its code, or its number. */
    Optional<Sender> find(String name) {
        Long number = name.matches("\\d{1,18}") ? Long.valueOf(name) : null;
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("name", name)
                .bind("number", number)
                .map((rs, context) -> sender(rs))
                .findOne());
    }

    private static Sender sender(ResultSet rs) throws SQLException {
        String status = rs.getString("status");
        String idle = status.equals("error")
                ? "the connector stopped after failures"
                : !rs.getBoolean("enabled") || status.equals("inactive") ? "the connector is switched off" : null;
        return new Sender(
                rs.getLong("id"),
                rs.getString("federation_code"),
                rs.getString("provider"),
                idle,
                rs.getString("sealed"));
    }

    /** The dock of one of its organizations. */
    Optional<Long> dock(long connector, String club) {
        return jdbi.withHandle(handle -> handle.createQuery(DOCK)
                .bind("connector", connector)
                .bind("club", club)
                .mapTo(Long.class)
                .findOne());
    }

    /** Whether a delivery was taken before, by its id or by the hash of its body. */
    boolean cameBefore(long dock, String delivery, String hash) {
        return jdbi.withHandle(handle -> handle.createQuery(CAME_BEFORE)
                .bind("dock", dock)
                .bind("delivery", delivery)
                .bind("hash", hash)
                .mapTo(Boolean.class)
                .one());
    }

    /** Counts a delivery; says when it may come again, or null when it is taken now. */
    @Nullable Instant take(long connector, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(TAKE)
                .bind("connector", connector)
                .bind("now", now)
                .bind("most", MOST)
                .map((rs, context) -> rs.getBoolean("taken")
                        ? Optional.<Instant>empty()
                        : Optional.of(rs.getObject("oldest", OffsetDateTime.class)
                                .toInstant()
                                .plus(WINDOW)))
                .one()
                .orElse(null));
    }

    /** One more in a row was not signed as it should be. */
    void refused(long connector, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(REFUSED)
                .bind("connector", connector)
                .bind("now", now)
                .execute());
    }

    /** One was signed as it should be. */
    void genuine(long connector) {
        jdbi.useHandle(handle ->
                handle.createUpdate(GENUINE).bind("connector", connector).execute());
    }
}
