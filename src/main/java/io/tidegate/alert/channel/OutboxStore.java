package io.tidegate.alert.channel;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code alert_deliveries}: the outbox, and the record of what was sent. */
public final class OutboxStore {
    /** What was never tried is tried, however long ago a clock says that it was made. */
    private static final String GIVE_UP = """
            update alert_deliveries d
            set state = 'given_up', claimed_until = null,
                last_error = left(case
                    when not c.enabled then 'the channel is switched off'
                    else format('given up after %s attempts in a day, of the last: %s', d.attempts,
                        coalesce(d.last_error, 'no word came')) end, 300)
            from alert_channels c
            where c.id = d.channel_id and d.state in ('waiting', 'failed') and d.created_at < :oldest
                and (d.claimed_until is null or d.claimed_until <= :now)
                and (not c.enabled or d.attempts >= :least)
            """;

    private static final String UNTOLD = """
            update alert_deliveries d
            set state = 'given_up', claimed_until = null, last_error = 'its beginning was not told'
            where d.event = 'resolved' and d.state in ('waiting', 'failed')
                and exists (select from alert_deliveries b
                    where b.alert_id = d.alert_id and b.channel_id = d.channel_id and b.event = 'raised'
                        and b.state = 'given_up')
                and not exists (select from alert_deliveries b
                    where b.alert_id = d.alert_id and b.channel_id = d.channel_id and b.event = 'raised'
                        and b.state <> 'given_up')
            """;

    /**
     * One of a channel, whose row is locked, so that two nodes never send to it at once; and a few of an organization, so
     * that receivers that do not answer hold up nobody else's. Who was served longest ago comes first. Of each alert one
     * after the other: nobody hears of an end before the beginning.
     */
    private static final String CLAIM = """
            with due as (
                select d.id, d.channel_id, d.attempts from alert_deliveries d
                where d.state in ('waiting', 'failed') and d.next_at <= :now
                    and (d.claimed_until is null or d.claimed_until <= :now)
                    and not exists (select from alert_deliveries e
                        where e.channel_id = d.channel_id and e.alert_id = d.alert_id and e.id < d.id
                            and e.state in ('waiting', 'failed'))
            ), first as (
                select distinct on (channel_id) id, channel_id, attempts from due order by channel_id, id
            ), turns as (
                select f.id as delivery_id, f.attempts, c.id as channel_id, c.free_at,
                    row_number() over (partition by c.org_id order by c.free_at nulls first, c.id)
                    + (select count(*) from alert_deliveries u
                        where u.claimed_until > :now and u.org_id is not distinct from c.org_id) as turn
                from first f join alert_channels c on c.id = f.channel_id
                where c.enabled and (c.free_at is null or c.free_at <= :now)
            ), taken as (
                select t.delivery_id, t.attempts, c.id as channel_id,
                    case when c.kind = 'mail' then cast(:mail_until as timestamptz)
                        else cast(:until as timestamptz) end as until
                from turns t join alert_channels c on c.id = t.channel_id
                where t.turn <= :each and c.enabled and (c.free_at is null or c.free_at <= :now)
                order by t.turn, t.free_at nulls first, t.channel_id
                limit :most
                for update of c skip locked
            ), busy as (
                update alert_channels c set free_at = t.until from taken t where c.id = t.channel_id
                returning c.id, c.org_id, c.kind, c.sealed, c.recipients
            )
            update alert_deliveries d set attempts = d.attempts + 1, claimed_until = t.until
            from taken t, busy c
            where d.id = t.delivery_id and c.id = t.channel_id
                -- else another node was faster than this statement could see
                and d.attempts = t.attempts and d.state in ('waiting', 'failed')
            returning d.id, d.delivery::text as delivery, d.event, d.payload::text as payload, d.attempts, d.created_at,
                c.id as channel_id, coalesce(c.org_id, 0) as org_id, c.kind, c.sealed::text as sealed,
                case when c.org_id is null then c.recipients else array(
                    select p.email from members m join people p on p.id = m.person_id
                    where m.org_id = c.org_id and not m.pending and p.email = any(c.recipients) order by p.email)
                end as recipients
            """;

    private static final String RENEW = """
            with mine as (
                update alert_deliveries set claimed_until = :until
                where id = :id and attempts = :attempt and claimed_until > :now and state in ('waiting', 'failed')
                returning channel_id
            )
            update alert_channels c set free_at = :until from mine where c.id = mine.channel_id
            """;

    private static final String SENT = """
            with noted as (
                update alert_deliveries
                set state = 'sent', sent_at = :now, claimed_until = null, last_status = :status, last_error = null
                where id = :id and state <> 'sent'
                returning channel_id
            )
            update alert_channels c set free_at = :now from noted where c.id = noted.channel_id
            """;

    /** A late word of an attempt that another one followed counts no more. Of a test one attempt tells enough. */
    private static final String FAILED = """
            with noted as (
                update alert_deliveries
                set state = case when event = 'test' then 'given_up' else 'failed' end, next_at = :next,
                    claimed_until = null, last_status = :status, last_error = :error
                where id = :id and attempts = :attempt and state in ('waiting', 'failed')
                returning channel_id
            )
            update alert_channels c set free_at = :free from noted where c.id = noted.channel_id
            """;

    private static final String LIST = """
            select d.id, d.delivery::text as delivery, d.channel_id, c.name, d.alert_id, d.event, d.state, d.attempts,
                   case when d.state in ('waiting', 'failed') then d.next_at end as next_at, d.last_status, d.last_error,
                   d.sent_at, d.created_at
            from alert_deliveries d join alert_channels c on c.id = d.channel_id
            where (not :instance or c.org_id is null)
                and (cast(:channel as bigint) is null or d.channel_id = :channel)
                and (cast(:alert as bigint) is null or d.alert_id = :alert)
                and (cast(:state as text) is null or d.state = :state)
                and (cast(:before as bigint) is null or d.id < :before)
            order by d.id desc
            limit :most
            """;

    /** All states. */
    public static final List<String> STATES = List.of("waiting", "failed", "sent", "given_up");

    /** How many of an organization are under way at once, on all nodes together. */
    private static final int EACH = 4;

    /** How often what is given up was tried. */
    private static final int LEAST = 5;

    private final Jdbi jdbi;

    public OutboxStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Gives up what was tried in vain for long, what its channel is switched off for, and ends of alerts whose beginning
     * was given up.
     *
     * @param oldest what was made before
     */
    void giveUp(Instant oldest, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate(GIVE_UP)
                    .bind("now", now)
                    .bind("oldest", oldest)
                    .bind("least", LEAST)
                    .execute();
            handle.createUpdate(UNTOLD).execute();
        });
    }

    /**
     * Until when whoever takes something has it; then another may send it again.
     *
     * @param mail the same of mail, whose servers take longer
     */
    record Lease(Instant until, Instant mail) {
        Instant of(Outgoing outgoing) {
            return outgoing.to().kind() == ChannelKind.MAIL ? mail : until;
        }
    }

    /** Takes what is due, so many at most. */
    List<Outgoing> claim(int most, Lease lease, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(CLAIM)
                .bind("now", now)
                .bind("until", lease.until())
                .bind("mail_until", lease.mail())
                .bind("each", EACH)
                .bind("most", most)
                .map((rs, context) -> outgoing(rs))
                .list());
    }

    /** Has what was taken for longer; false when it is another's, or noted already. */
    boolean renew(Outgoing taken, Instant until, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(RENEW)
                        .bind("id", taken.id())
                        .bind("attempt", taken.attempt())
                        .bind("until", until)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /** Says that it was sent. */
    void sent(Outgoing sent, @Nullable Integer status, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(SENT)
                .bind("id", sent.id())
                .bind("status", status)
                .bind("now", now)
                .execute());
    }

    /**
     * Why something was not sent.
     *
     * @param status of the answer; null when none came
     * @param next when it is tried again
     * @param free when something else may be sent to that channel
     */
    record Refusal(@Nullable Integer status, String error, Instant next, Instant free) {}

    /** Says that it was not. */
    void failed(Outgoing failed, Refusal refusal) {
        jdbi.useHandle(handle -> handle.createUpdate(FAILED)
                .bind("id", failed.id())
                .bind("attempt", failed.attempt())
                .bind("status", refusal.status())
                .bind("error", refusal.error())
                .bind("next", refusal.next())
                .bind("free", refusal.free())
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
        return list(false, filter, after, limit);
    }

    /** The same, of the instance's channels alone. */
    public Page<AlertDelivery> listOfInstance(Filter filter, @Nullable String after, int limit) {
        return list(true, filter, after, limit);
    }

    private Page<AlertDelivery> list(boolean instance, Filter filter, @Nullable String after, int limit) {
        List<AlertDelivery> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("instance", instance)
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
