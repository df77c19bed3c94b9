package io.tidegate.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidegate.page.MomentKey;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code alerts}. What is to be told of a change is written with it, into {@code alert_deliveries}. */
public final class AlertStore {
    private static final String OPEN =
            "select id, org_id, rule, subject, severity, message, value, last_seen_at from alerts where state = 'open'";

    private static final String RAISE = """
            with new as (
                select * from jsonb_to_recordset(cast(:rows as jsonb)) as x(org bigint, dock bigint, provider text,
                    rule text, subject text, severity text, message text, value double precision,
                    threshold double precision)
            ), made as (
                insert into alerts (org_id, dock_id, provider, rule, subject, severity, state, message, value, threshold,
                                    raised_at, last_seen_at)
                select org, dock, provider, rule, subject, severity, 'open', message, value, threshold, :now, :now from new
                on conflict (coalesce(org_id, 0), rule, subject) where state = 'open' do nothing
                returning *
            )
            insert into alert_deliveries (org_id, channel_id, alert_id, event, payload, state, next_at, created_at)
            select c.org_id, c.id, a.id, 'raised', alert_payload(row(a.*)::alerts), 'waiting', :now, :now
            from made a join alert_channels c on c.org_id is not distinct from a.org_id
            where c.enabled and (c.severity = 'warning' or a.severity = 'critical')
                and (c.rules is null or a.rule = any(c.rules))
            """;

    /** One that became critical is told to those who want to hear of nothing less, and so heard nothing yet. */
    private static final String SEEN = """
            with seen as (
                update alerts a
                set severity = x.severity,
                    message = case when x.measured then x.message else a.message end,
                    value = case when x.measured then x.value else a.value end,
                    last_seen_at = case when x.measured then :now else a.last_seen_at end
                from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, severity text, message text,
                        value double precision, measured boolean)
                    join alerts o on o.id = x.id
                where a.id = x.id and a.state = 'open'
                returning a as alert, o.severity as was
            )
            insert into alert_deliveries (org_id, channel_id, alert_id, event, payload, state, next_at, created_at)
            select c.org_id, c.id, (s.alert).id, 'raised', alert_payload(s.alert), 'waiting', :now, :now
            from seen s join alert_channels c on c.org_id is not distinct from (s.alert).org_id
            where s.was = 'warning' and (s.alert).severity = 'critical' and c.enabled and c.severity = 'critical'
                and (c.rules is null or (s.alert).rule = any(c.rules))
                and not exists (select from alert_deliveries d
                    where d.alert_id = (s.alert).id and d.channel_id = c.id and d.event = 'raised')
            """;

    /** Told to those who heard, or are about to hear, that it was raised. */
    private static final String RESOLVE = """
            with ended as (
                update alerts a set state = 'resolved', resolved_at = :now, resolution = x.resolution
                from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, resolution text)
                where a.id = x.id and a.state = 'open'
                returning a.*
            )
            insert into alert_deliveries (org_id, channel_id, alert_id, event, payload, state, next_at, created_at)
            select c.org_id, c.id, a.id, 'resolved', alert_payload(row(a.*)::alerts), 'waiting', :now, :now
            from ended a join alert_deliveries d on d.alert_id = a.id and d.event = 'raised' and d.state <> 'given_up'
                join alert_channels c on c.id = d.channel_id
            where c.enabled and c.resolved
            """;

    private static final String LIST = """
            select a.*, d.name as dock_name from alerts a left join docks d on d.id = a.dock_id
            where (cast(:id as bigint) is null or a.id = :id)
                and (cast(:state as text) is null or a.state = :state)
                and (cast(:severity as text) is null or a.severity = :severity)
                and (cast(:rule as text) is null or a.rule = :rule)
                and (cast(:dock as bigint) is null or a.dock_id = :dock)
                and (cast(:provider as text) is null or a.provider = :provider)
                and (cast(:since as timestamptz) is null or a.raised_at >= :since)
                and (cast(:until as timestamptz) is null or a.raised_at < :until)
                and (cast(:before_at as timestamptz) is null or (a.raised_at, a.id) < (:before_at, :before))
            order by a.raised_at desc, a.id desc
            limit :most
            """;

    private static final String OLDEST = LIST.replace("a.id) < (:before_at", "a.id) > (:before_at")
            .replace("a.raised_at desc, a.id desc", "a.raised_at, a.id");

    private static final String ACKNOWLEDGE = """
            update alerts set acknowledged_at = :now, acknowledged_by = :who
            where id = :id and state = 'open' and acknowledged_at is null
            """;

    /** An alert that is open. */
    public record Open(long id, Subject.Key key, Severity severity, String message, double value, Instant lastSeenAt) {}

    /** What is to change. */
    public record Changes(List<Raised> raised, List<Seen> seen, List<Ended> ended) {
        boolean isEmpty() {
            return raised.isEmpty() && seen.isEmpty() && ended.isEmpty();
        }
    }

    /** One that is new. */
    public record Raised(Reading reading, RuleSetting setting) {}

    /**
     * One that stays.
     *
     * @param measured whether the reading tells anything, having samples enough; else only the severity is noted
     */
    public record Seen(long id, Severity severity, Reading reading, boolean measured) {}

    /**
     * One that is over.
     *
     * @param resolution cleared, gone or switched_off
     */
    public record Ended(long id, String resolution) {}

    /** Which alerts are wanted; null where it does not matter. */
    public record Filter(
            @Nullable String state,
            @Nullable String severity,
            @Nullable String rule,
            @Nullable Long dock,
            @Nullable String provider,
            @Nullable Instant since,
            @Nullable Instant until) {
        private static final Filter NONE = new Filter(null, null, null, null, null, null, null);
    }

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public AlertStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** All that are open; those of a rule that is not known here are left out. */
    public List<Open> open() {
        return jdbi
                .withHandle(handle ->
                        handle.createQuery(OPEN).map((rs, context) -> open(rs)).list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Open> open(ResultSet rs) throws SQLException {
        Optional<Rule> rule = Rule.find(rs.getString("rule"));
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Open(
                rs.getLong("id"),
                // null is 0, as in the key
                new Subject.Key(rs.getLong("org_id"), rule.get(), rs.getString("subject")),
                Severity.find(rs.getString("severity")).orElseThrow(),
                rs.getString("message"),
                rs.getDouble("value"),
                instant(rs, "last_seen_at").orElseThrow()));
    }

    /** Makes all changes in one transaction, with what is to be told of them. */
    public void apply(Changes changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        ArrayNode raised = json.createArrayNode();
        changes.raised().forEach(each -> {
            Subject subject = each.reading().subject();
            raised.addObject()
                    .put("org", subject.organization())
                    .put("dock", subject.dock())
                    .put("provider", subject.provider())
                    .put("rule", subject.rule().word())
                    .put("subject", subject.name())
                    .put("severity", each.setting().severity().word())
                    .put("message", each.reading().words())
                    .put("value", each.reading().value())
                    .put("threshold", each.setting().raiseAt());
        });
        ArrayNode seen = json.createArrayNode();
        changes.seen()
                .forEach(each -> seen.addObject()
                        .put("id", each.id())
                        .put("severity", each.severity().word())
                        .put("message", each.reading().words())
                        .put("value", each.reading().value())
                        .put("measured", each.measured()));
        ArrayNode ended = json.createArrayNode();
        changes.ended().forEach(each -> ended.addObject().put("id", each.id()).put("resolution", each.resolution()));
        jdbi.useTransaction(handle -> {
            write(handle, RESOLVE, ended, now);
            write(handle, SEEN, seen, now);
            write(handle, RAISE, raised, now);
        });
    }

    private static void write(Handle handle, String statement, ArrayNode rows, Instant now) {
        if (!rows.isEmpty()) {
            handle.createUpdate(statement)
                    .bind("rows", rows.toString())
                    .bind("now", now)
                    .execute();
        }
    }

    /**
     * Alerts, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Alert> list(Filter filter, @Nullable String after, int limit) {
        return page(LIST, filter, after, limit);
    }

    /** The same, oldest first. */
    public Page<Alert> oldest(Filter filter, @Nullable String after, int limit) {
        return page(OLDEST, filter, after, limit);
    }

    private Page<Alert> page(String query, Filter filter, @Nullable String after, int limit) {
        List<Alert> rows = read(query, null, filter, MomentKey.of(after), limit + 1);
        return Page.of(rows, limit, alert -> MomentKey.text(alert.raisedAt(), alert.id()));
    }

    /** The alert of that number. */
    public Optional<Alert> find(long id) {
        return read(LIST, id, Filter.NONE, MomentKey.of(null), 1).stream().findFirst();
    }

    /** Says who looks after it; nothing when somebody does already, or it is over. */
    public void acknowledge(long id, String who, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(ACKNOWLEDGE)
                .bind("id", id)
                .bind("who", who)
                .bind("now", now)
                .execute());
    }

    private List<Alert> read(String query, @Nullable Long id, Filter filter, MomentKey after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(query)
                .bind("id", id)
                .bind("state", filter.state())
                .bind("severity", filter.severity())
                .bind("rule", filter.rule())
                .bind("dock", filter.dock())
                .bind("provider", filter.provider())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("before_at", after.at())
                .bind("before", after.id())
                .bind("most", most)
                .map((rs, context) -> alert(rs))
                .list());
    }

    private static Alert alert(ResultSet rs) throws SQLException {
        return new Alert(
                rs.getLong("id"),
                rs.getObject("org_id", Long.class),
                rs.getObject("dock_id", Long.class),
                rs.getString("dock_name"),
                rs.getString("provider"),
                rs.getString("rule"),
                rs.getString("subject"),
                rs.getString("severity"),
                rs.getString("state"),
                rs.getString("message"),
                rs.getDouble("value"),
                rs.getDouble("threshold"),
                instant(rs, "raised_at").orElseThrow(),
                instant(rs, "last_seen_at").orElseThrow(),
                instant(rs, "resolved_at").orElse(null),
                rs.getString("resolution"),
                instant(rs, "acknowledged_at").orElse(null),
                rs.getString("acknowledged_by"));
    }

    private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
        return Optional.ofNullable(rs.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
