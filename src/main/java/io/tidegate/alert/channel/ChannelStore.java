package io.tidegate.alert.channel;

import io.tidegate.alert.Severity;
import io.tidegate.alert.channel.Channel.Wants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code alert_channels}, of one organization or of the instance. */
public final class ChannelStore {
    private static final String FIND = """
            select id, org_id, name, kind, enabled, severity, rules, resolved, recipients, shown, sealed::text as sealed,
                   created_at, updated_at
            from alert_channels
            where org_id is not distinct from cast(:org as bigint) and (cast(:id as bigint) is null or id = :id)
            order by name
            """;

    private static final String NEXT_ID = "select nextval('alert_channels_id_seq')";

    private static final String ADD = """
            insert into alert_channels (id, org_id, name, kind, enabled, severity, rules, resolved, recipients, shown,
                                        sealed, created_at, updated_at)
            values (:id, :org, :name, :kind, :enabled, :severity, :rules, :resolved, :recipients, :shown,
                    cast(:sealed as jsonb), :now, :now)
            on conflict do nothing
            """;

    private static final String SET = """
            update alert_channels c
            set name = :name, enabled = :enabled, severity = :severity, rules = :rules, resolved = :resolved,
                recipients = :recipients, shown = :shown, updated_at = :now
            where id = :id and org_id is not distinct from cast(:org as bigint)
                and not exists (select from alert_channels o
                    where o.name = :name and o.id <> :id and o.org_id is not distinct from c.org_id)
            """;

    /** Only what is sealed now has to be sealed with a key in use. */
    private static final String SEAL = "update alert_channels set sealed = cast(:sealed as jsonb) where id = :id";

    /** Somebody who was only invited may be anybody. */
    private static final String STRANGERS = """
            select r.email from unnest(:emails) as r (email)
            where not exists (
                select from members m join people p on p.id = m.person_id
                where m.org_id = :org and not m.pending and p.email = r.email)
            """;

    private static final String REMOVE =
            "delete from alert_channels where id = :id and org_id is not distinct from cast(:org as bigint)";

    private static final String TEST = """
            insert into alert_deliveries (org_id, channel_id, event, payload, state, next_at, created_at)
            values (:org, :id, 'test', jsonb_build_object('message', 'This is a test of Tidegate''s alerts',
                'severity', 'warning', 'rule', 'test', 'subject', 'test', 'state', 'open'), 'waiting', :now, :now)
            on conflict (channel_id) where event = 'test' and state = 'waiting' do nothing
            returning id
            """;

    private final Jdbi jdbi;
    private final @Nullable Long organization;

    /** @param organization null: the instance's channels, which no organization's transaction sees */
    public ChannelStore(Jdbi jdbi, @Nullable Long organization) {
        this.jdbi = jdbi;
        this.organization = organization;
    }

    /** All of them, by name. There are never many. */
    public List<Channel> all() {
        return read(null);
    }

    /** The channel of that number. */
    public Optional<Channel> find(long id) {
        return read(id).stream().findFirst();
    }

    private List<Channel> read(@Nullable Long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("org", organization)
                .bind("id", id)
                .map((rs, context) -> channel(rs))
                .list());
    }

    /** A number for a channel that is about to be added: what is sealed is bound to it. */
    public long nextId() {
        return jdbi.withHandle(
                handle -> handle.createQuery(NEXT_ID).mapTo(Long.class).one());
    }

    /** Adds a channel; false when there is one of that name. */
    public boolean add(Channel channel) {
        return jdbi.withHandle(handle -> wants(handle.createUpdate(ADD), channel.wants())
                        .bind("id", channel.id())
                        .bind("org", organization)
                        .bind("kind", channel.kind().word())
                        .bind("shown", channel.shown())
                        .bind("sealed", channel.sealed())
                        .bind("now", channel.createdAt())
                        .execute())
                == 1;
    }

    /** Changes a channel; false when there is another one of that name. What is sealed stays where it is null. */
    public boolean set(Channel channel, @Nullable String sealed, Instant now) {
        return jdbi.inTransaction(handle -> {
            boolean changed = wants(handle.createUpdate(SET), channel.wants())
                            .bind("id", channel.id())
                            .bind("org", organization)
                            .bind("shown", channel.shown())
                            .bind("now", now)
                            .execute()
                    == 1;
            if (changed && sealed != null) {
                handle.createUpdate(SEAL)
                        .bind("id", channel.id())
                        .bind("sealed", sealed)
                        .execute();
            }
            return changed;
        });
    }

    /** Those of these addresses that are no member's; none for the instance's channels, whose operators choose freely. */
    public List<String> strangers(List<String> emails) {
        if (organization == null) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery(STRANGERS)
                .bind("org", organization)
                .bindArray("emails", String.class, emails)
                .mapTo(String.class)
                .list());
    }

    /** Removes a channel, with what it was told and was to be told; false when there is none. */
    public boolean remove(long id) {
        return jdbi.withHandle(handle -> handle.createUpdate(REMOVE)
                        .bind("id", id)
                        .bind("org", organization)
                        .execute())
                == 1;
    }

    /** Has the channel tell something; the number of that delivery, or empty while another test waits. */
    public Optional<Long> test(long id, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(TEST)
                .bind("org", organization)
                .bind("id", id)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne());
    }

    private static <S extends SqlStatement<S>> S wants(S statement, Wants wants) {
        List<String> rules = wants.rules();
        return statement
                .bind("name", wants.name())
                .bind("enabled", wants.enabled())
                .bind("severity", wants.severity().word())
                .bindByType("rules", rules == null ? null : rules.toArray(String[]::new), String[].class)
                .bind("resolved", wants.resolved())
                .bindArray("recipients", String.class, wants.recipients());
    }

    private static Channel channel(ResultSet rs) throws SQLException {
        Array rules = rs.getArray("rules");
        return new Channel(
                rs.getLong("id"),
                rs.getObject("org_id", Long.class),
                ChannelKind.find(rs.getString("kind")).orElseThrow(),
                rs.getString("shown"),
                rs.getString("sealed"),
                new Wants(
                        rs.getString("name"),
                        rs.getBoolean("enabled"),
                        Severity.find(rs.getString("severity")).orElseThrow(),
                        rules == null ? null : List.of((String[]) rules.getArray()),
                        rs.getBoolean("resolved"),
                        List.of((String[]) rs.getArray("recipients").getArray())),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
