package io.tidegate.alert.channel;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code alert_deliveries}: the outbox, and the record of what was sent. */
public final class OutboxStore {
    private static final String GIVE_UP = """
            update alert_deliveries set state = 'given_up'
            where state in ('waiting', 'failed') and next_at <= :now and created_at < :oldest
            """;

    /**
     * Of each channel a few, one where it fails, so that one which does not answer holds up no other. Of each alert one
     * after the other: nobody hears of an end before the beginning.
     */
    private static final String CLAIM = """
            with due as (
                select d.id
                from alert_channels c
                cross join lateral (
                    select d.id from alert_deliveries d
                    where d.channel_id = c.id and d.state in ('waiting', 'failed') and d.next_at <= :now
                        and not exists (select from alert_deliveries e
                            where e.channel_id = d.channel_id and e.alert_id = d.alert_id and e.id < d.id
                                and e.state in ('waiting', 'failed'))
                    order by d.id
                    limit case when exists (select from alert_deliveries f
                        where f.channel_id = c.id and f.state = 'failed') then 1 else :each end
                    for update skip locked) as d
                where c.enabled
                limit :most
            )
            update alert_deliveries d set attempts = d.attempts + 1, next_at = :until
            from due, alert_channels c
            where d.id = due.id and c.id = d.channel_id
            returning d.id, d.delivery::text as delivery, d.event, d.payload::text as payload, d.attempts, d.created_at,
                c.id as channel_id, coalesce(c.org_id, 0) as org_id, c.kind, c.sealed::text as sealed, c.recipients
            """;

    private static final String SENT = """
            update alert_deliveries
            set state = 'sent', sent_at = :now, last_status = :status, last_error = null
            where id = :id and state <> 'sent'
            """;

    /** A late word of an attempt that another one followed counts no more. */
    private static final String FAILED = """
            update alert_deliveries
            set state = 'failed', next_at = :next, last_status = :status, last_error = :error
            where id = :id and attempts = :attempt and state in ('waiting', 'failed')
            """;

    private static final String LIST = """
            select d.id, d.delivery::text as delivery, d.channel_id, c.name, d.alert_id, d.event, d.state, d.attempts,
                   case when d.state in ('waiting', 'failed') then d.next_at end as next_at, d.last_status, d.last_error,
                   d.sent_at, d.created_at
            from alert_deliveries d join alert_channels c on c.id = d.channel_id
            where (cast(:channel as bigint) is null or d.channel_id = :channel)
                and (cast(:alert as bigint) is null or d.alert_id = :alert)
                and (cast(:state as text) is null or d.state = :state)
                and (cast(:before as bigint) is null or d.id < :before)
            order by d.id desc
            limit :most
            """;

    /** All states. */
    public static final List<String> STATES = List.of("waiting", "failed", "sent", "given_up");

    /** How many of a channel are under way at once. */
    private static final int EACH = 4;

    private static final int MOST = 50;

    private final Jdbi jdbi;

    public OutboxStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Takes what is due. Whoever took it has this long to say what came of it; then another may send it again.
     *
     * @param oldest what is older is given up
     */
    List<Outgoing> claim(Duration lease, Instant oldest, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(GIVE_UP).bind("now", now).bind("oldest", oldest).execute();
            return handle.createQuery(CLAIM)
                    .bind("now", now)
                    .bind("until", now.plus(lease))
                    .bind("each", EACH)
                    .bind("most", MOST)
                    .map((rs, context) -> outgoing(rs))
                    .list();
        });
    }

    /** Says that it was sent. */
    void sent(Outgoing sent, @Nullable Integer status, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(SENT)
                .bind("id", sent.id())
                .bind("status", status)
                .bind("now", now)
                .execute());
    }

    /** Says that it was not, and when it is tried again. */
    void failed(Outgoing failed, @Nullable Integer status, String error, Instant next) {
        jdbi.useHandle(handle -> handle.createUpdate(FAILED)
                .bind("id", failed.id())
                .bind("attempt", failed.attempt())
                .bind("status", status)
                .bind("error", error)
                .bind("next", next)
                .execute());
    }

    /** Which deliveries are wanted; null where it does not matter. */
    public record Filter(
            @Nullable Long channel,
            @Nullable Long alert,
            @Nullable String state) {}

    /**
     * Deliveries, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<AlertDelivery> list(Filter filter, @Nullable String after, int limit) {
        List<AlertDelivery> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("channel", filter.channel())
                .bind("alert", filter.alert())
                .bind("state", filter.state())
                .bind("before", Page.number(after))
                .bind("most", limit + 1)
                .map((rs, context) -> delivery(rs))
                .list());
        return Page.of(rows, limit, each -> Long.toString(each.id()));
    }

    private static Outgoing outgoing(ResultSet rs) throws SQLException {
        return new Outgoing(
                rs.getLong("id"),
                rs.getString("delivery"),
                rs.getString("event"),
                rs.getString("payload"),
                rs.getInt("attempts"),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                new Outgoing.To(
                        rs.getLong("channel_id"),
                        rs.getLong("org_id"),
                        ChannelKind.find(rs.getString("kind")).orElseThrow(),
                        rs.getString("sealed"),
                        List.of((String[]) rs.getArray("recipients").getArray())));
    }

    private static AlertDelivery delivery(ResultSet rs) throws SQLException {
        return new AlertDelivery(
                rs.getLong("id"),
                rs.getString("delivery"),
                rs.getLong("channel_id"),
                rs.getString("name"),
                rs.getObject("alert_id", Long.class),
                rs.getString("event"),
                rs.getString("state"),
                rs.getInt("attempts"),
                instant(rs.getObject("next_at", OffsetDateTime.class)),
                rs.getObject("last_status", Integer.class),
                rs.getString("last_error"),
                instant(rs.getObject("sent_at", OffsetDateTime.class)),
                rs.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
