package io.tidegate.federation.side;

import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads {@code sync_conflicts}, and settles them by hand. */
public final class ConflictStore {
    private static final String COLUMNS = """
            select c.id, c.history_id, h.dock_id, d.name as dock, k.federation_code as connector, c.kind, c.local_id,
                   case when c.kind = 'player' then (
                       select p.first_name || ' ' || p.last_name from player_identities p where p.id = c.local_id)
                   else (
                       select coalesce(nullif(r.fields ->> 'name', ''),
                           nullif(concat_ws(' ', r.fields ->> 'firstName', r.fields ->> 'lastName'), ''),
                           r.fields ->> 'email')
                       from local_records r where r.id = c.local_id) end as name,
                   c.source, c.field, c.federation, c.local, c.base, c.based, c.resolved, c.winner, c.strategy,
                   c.reason, c.at, c.settled_at, c.settled_by, c.settled_as, c.settled
            from sync_conflicts c join sync_history h on h.id = c.history_id left join docks d on d.id = h.dock_id
                left join connectors k on k.id = h.connector_id
            """;

    private static final String LIST = COLUMNS + """
            where (cast(:before as bigint) is null or c.id < :before)
                and (cast(:field as text) is null or c.field = :field)
                and (cast(:strategy as text) is null or c.strategy = :strategy)
                and (cast(:winner as text) is null or c.winner = :winner)
                and (cast(:settled as boolean) is null or (c.settled_at is not null) = :settled)
                and (cast(:player as bigint) is null or c.kind = 'player' and c.local_id = :player)
                and (cast(:record as bigint) is null or c.kind <> 'player' and c.local_id = :record)
                and (cast(:kind as text) is null or c.kind = :kind)
                and (cast(:dock as bigint) is null or h.dock_id = :dock)
                and (cast(:connector as text) is null or k.federation_code = :connector)
                and (cast(:history as bigint) is null or c.history_id = :history)
                and (cast(:since as timestamptz) is null or c.at >= :since)
                and (cast(:until as timestamptz) is null or c.at < :until)
            order by c.id desc
            limit :most
            """;

    private static final String FIND = COLUMNS + "where c.id = :id";

    private static final String NEWER = """
            select max(c.id) from sync_conflicts c
            where c.kind = :kind and c.local_id = :record and c.field = :field and c.id > :id
            """;

    private static final String SETTLE = """
            update sync_conflicts
            set settled_at = :now, settled_by = :actor, settled_as = :as, settled = :value, resolved = :value
            where id = :id and settled_at is null
            """;

    /** Who can have won. */
    public static final List<String> WINNERS = List.of("federation", "local");

    /**
     * Which conflicts are wanted; null for all.
     *
     * @param settled whether somebody settled it by hand
     * @param player only of this player
     * @param record only of this local record
     * @param since met from this instant on
     */
    public record Filter(
            @Nullable String field,
            @Nullable String strategy,
            @Nullable String winner,
            @Nullable Boolean settled,
            @Nullable Long player,
            @Nullable Long record,
            @Nullable String kind,
            @Nullable Long dock,
            @Nullable String connector,
            @Nullable Long history,
            @Nullable Instant since,
            @Nullable Instant until) {
        public static final Filter ALL =
                new Filter(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * A field that both sides had changed, and how that was settled.
     *
     * @param history of the run that met it
     * @param dock its name; null when it was removed since
     * @param connector its code; null for a dock of no connector
     * @param kind player, or the kind of a local record
     * @param recordId the player's or the local record's number
     * @param name the record's by now; null when it has none
     * @param source whose value the federation's is
     * @param base what was synced last
     * @param based false: nothing was synced before, so base says nothing
     * @param resolved what the record held from then on; what was chosen where it was settled by hand
     * @param winner whose value the run kept: federation or local
     * @param reason who won and why, in words
     * @param settledAs federation, local or value; null while nobody settled it by hand
     */
    public record Conflict(
            long id,
            long history,
            long dockId,
            @Nullable String dock,
            @Nullable String connector,
            String kind,
            long recordId,
            @Nullable String name,
            String source,
            String field,
            @Nullable String federation,
            @Nullable String local,
            @Nullable String base,
            boolean based,
            @Nullable String resolved,
            String winner,
            String strategy,
            String reason,
            Instant at,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            @Nullable String settledAs,
            @Nullable String settled) {}

    /** How a conflict is settled. */
    public record Choice(String as, @Nullable String value, String actor, Instant at) {}

    private final Jdbi jdbi;

    public ConflictStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Conflicts, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Conflict> page(Filter filter, @Nullable String after, int limit) {
        List<Conflict> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("before", Page.number(after))
                .bind("field", filter.field())
                .bind("strategy", filter.strategy())
                .bind("winner", filter.winner())
                .bind("settled", filter.settled())
                .bind("player", filter.player())
                .bind("record", filter.record())
                .bind("kind", filter.kind())
                .bind("dock", filter.dock())
                .bind("connector", filter.connector())
                .bind("history", filter.history())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("most", limit + 1)
                .map((rs, context) -> conflict(rs))
                .list());
        return Page.of(rows, limit, conflict -> Long.toString(conflict.id()));
    }

    public Optional<Conflict> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("id", id)
                .map((rs, context) -> conflict(rs))
                .findOne());
    }

    /** The last conflict of the same field that was met after this one. */
    public Optional<Long> newer(Conflict than) {
        return jdbi.withHandle(handle -> handle.createQuery(NEWER)
                .bind("kind", than.kind())
                .bind("record", than.recordId())
                .bind("field", than.field())
                .bind("id", than.id())
                .mapTo(Long.class)
                .findOne());
    }

    /** Writes what somebody chose; false when somebody else did before. */
    public boolean settle(long id, Choice choice) {
        return jdbi.withHandle(handle -> handle.createUpdate(SETTLE)
                        .bind("id", id)
                        .bind("now", choice.at())
                        .bind("actor", choice.actor())
                        .bind("as", choice.as())
                        .bind("value", choice.value())
                        .execute())
                == 1;
    }

    private static Conflict conflict(ResultSet rs) throws SQLException {
        return new Conflict(
                rs.getLong("id"),
                rs.getLong("history_id"),
                rs.getLong("dock_id"),
                rs.getString("dock"),
                rs.getString("connector"),
                rs.getString("kind"),
                rs.getLong("local_id"),
                rs.getString("name"),
                rs.getString("source"),
                rs.getString("field"),
                rs.getString("federation"),
                rs.getString("local"),
                rs.getString("base"),
                rs.getBoolean("based"),
                rs.getString("resolved"),
                rs.getString("winner"),
                rs.getString("strategy"),
                rs.getString("reason"),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                PlayerStore.instant(rs, "settled_at"),
                rs.getString("settled_by"),
                rs.getString("settled_as"),
                rs.getString("settled"));
    }
}
