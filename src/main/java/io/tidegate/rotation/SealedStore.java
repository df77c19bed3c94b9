package io.tidegate.rotation;

import io.tidegate.vault.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Every sealed value of the database: {@code docks.credentials}, {@code dock_tokens.sealed}, {@code alert_channels.sealed},
 * {@code connectors.credentials}, {@code connectors.webhook_secret}, {@code vault_keys}.
 */
public final class SealedStore {
    private static final Map<Place, String> NEXT = Map.of(
            Place.DOCKS,
            """
            select id::text as id, org_id, id as dock_id, credentials::text as sealed from docks
            where credentials is not null and credentials ->> 'kid' <> :current and id > cast(:after as bigint)
            order by docks.id limit :most
            """,
            Place.TOKENS,
            """
            select t.dock_id::text as id, d.org_id, t.dock_id, t.sealed::text as sealed
            from dock_tokens t join docks d on d.id = t.dock_id
            where t.sealed is not null and t.sealed ->> 'kid' <> :current and t.dock_id > cast(:after as bigint)
            order by t.dock_id limit :most
            """,
            Place.CHANNELS,
            """
            select id::text as id, coalesce(org_id, 0) as org_id, id as dock_id, sealed::text as sealed
            from alert_channels
            where sealed is not null and sealed ->> 'kid' <> :current and id > cast(:after as bigint)
            order by alert_channels.id limit :most
            """,
            Place.CONNECTORS,
            """
            select id::text as id, 0 as org_id, id as dock_id, credentials::text as sealed from connectors
            where credentials is not null and credentials ->> 'kid' <> :current and id > cast(:after as bigint)
            order by connectors.id limit :most
            """,
            Place.SIGNATURES,
            """
            select id::text as id, 0 as org_id, id as dock_id, webhook_secret::text as sealed from connectors
            where webhook_secret is not null and webhook_secret ->> 'kid' <> :current and id > cast(:after as bigint)
            order by connectors.id limit :most
            """,
            Place.INDEX,
            """
            select purpose as id, null as org_id, null as dock_id, sealed::text as sealed from vault_keys
            where sealed ->> 'kid' <> :current and purpose > :after
            order by purpose limit :most
            """);

    /** Where values stand: a table, its key and that one's type, and the column. */
    private record Column(String table, String key, String type, String name) {}

    private static final Map<Place, Column> COLUMNS = Map.of(
            Place.DOCKS, new Column("docks", "id", "bigint", "credentials"),
            Place.TOKENS, new Column("dock_tokens", "dock_id", "bigint", "sealed"),
            Place.CHANNELS, new Column("alert_channels", "id", "bigint", "sealed"),
            Place.CONNECTORS, new Column("connectors", "id", "bigint", "credentials"),
            Place.SIGNATURES, new Column("connectors", "id", "bigint", "webhook_secret"),
            Place.INDEX, new Column("vault_keys", "purpose", "text", "sealed"));

    /** Rows that somebody else holds are left out, so that this never waits while it holds others. */
    private static final String REPLACE = """
            with same as (
                select t.<key> as key, n.after
                from unnest(cast(:ids as text[]), cast(:before as text[]), cast(:after as text[])) n (id, before, after)
                    join <table> t on t.<key> = cast(n.id as <type>)
                where t.<column> = cast(n.before as jsonb) for update of t skip locked
            )
            update <table> t set <column> = cast(same.after as jsonb) from same where t.<key> = same.key
            returning t.<key>::text
            """;

    /** The same for one row, for which it waits. */
    private static final String REPLACE_ONE = """
            update <table> set <column> = cast(:after as jsonb)
            where <key> = cast(:id as <type>) and <column> = cast(:before as jsonb)
            """;

    private static final String COUNTS = """
            select kid, place, count(*) as number from (
                select credentials ->> 'kid' as kid, 'DOCKS' as place from docks where credentials is not null
                union all select sealed ->> 'kid', 'TOKENS' from dock_tokens where sealed is not null
                union all select sealed ->> 'kid', 'CHANNELS' from alert_channels where sealed is not null
                union all select credentials ->> 'kid', 'CONNECTORS' from connectors where credentials is not null
                union all select webhook_secret ->> 'kid', 'SIGNATURES' from connectors where webhook_secret is not null
                union all select sealed ->> 'kid', 'INDEX' from vault_keys
            ) every where kid is not null group by kid, place order by kid, place
            """;

    private static final String LOST = """
            select id, name, credentials ->> 'kid' as kid from docks
            where credentials ->> 'kid' = any(:lost) order by id
            """;

    /**
     * How many values of a place name a key.
     *
     * @param keyId the master key that wraps them
     */
    public record Count(String keyId, Place place, long number) {}

    /** A dock whose credentials cannot be opened. */
    public record LostDock(long id, String name, String keyId) {}

    private final Jdbi jdbi;

    public SealedStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many values name which key. */
    public List<Count> counts() {
        return jdbi.withHandle(handle -> handle.createQuery(COUNTS)
                .map((rs, context) ->
                        new Count(rs.getString("kid"), Place.valueOf(rs.getString("place")), rs.getLong("number")))
                .list());
    }

    /** The docks whose credentials name one of these keys. */
    public List<LostDock> docks(Collection<String> keyIds) {
        return jdbi.withHandle(handle -> handle.createQuery(LOST)
                .bindArray("lost", String.class, keyIds)
                .map((rs, context) -> new LostDock(rs.getLong("id"), rs.getString("name"), rs.getString("kid")))
                .list());
    }

    /**
     * Values that another key wraps, in the order of their ids.
     *
     * @param current the key that shall wrap
     * @param after the id to begin behind; "0" for the first
     */
    List<SealedValue> next(Place place, String current, String after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(NEXT.getOrDefault(place, ""))
                .bind("current", current)
                .bind("after", after)
                .bind("most", most)
                .map((rs, context) -> value(place, rs))
                .list());
    }

    /** Puts each value in the place of the one it was made of, if that one still stands there. */
    void replace(Place place, List<SealedValue> before, List<String> after) {
        Set<String> done = new HashSet<>(jdbi.withHandle(handle -> at(handle.createQuery(REPLACE), place)
                .bindArray(
                        "ids",
                        String.class,
                        before.stream().map(SealedValue::id).toArray())
                .bindArray(
                        "before",
                        String.class,
                        before.stream().map(SealedValue::json).toArray())
                .bindArray("after", String.class, after.toArray())
                .mapTo(String.class)
                .list()));
        for (int i = 0; i < before.size(); i++) {
            SealedValue value = before.get(i);
            String json = after.get(i);
            if (!done.contains(value.id())) {
                jdbi.useHandle(handle -> at(handle.createUpdate(REPLACE_ONE), place)
                        .bind("id", value.id())
                        .bind("before", value.json())
                        .bind("after", json)
                        .execute());
            }
        }
    }

    private static <S extends SqlStatement<S>> S at(S statement, Place place) {
        Column column = Objects.requireNonNull(COLUMNS.get(place));
        return statement
                .define("table", column.table())
                .define("key", column.key())
                .define("type", column.type())
                .define("column", column.name());
    }

    private static SealedValue value(Place place, ResultSet rs) throws SQLException {
        return new SealedValue(
                place,
                rs.getString("id"),
                place == Place.INDEX ? null : new Owner(rs.getLong("org_id"), rs.getLong("dock_id")),
                rs.getString("sealed"));
    }
}
