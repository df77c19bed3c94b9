package io.tidegate.federation.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.federation.compare.PostalAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Players: {@code player_identities} and, for each organization, {@code player_enrollments}. */
public final class PlayerSideStore implements LocalSide {
    /** One look-up for each id, by the index of ids: the planner takes a club that has just grown for an empty one. */
    private static final String BY_ID = """
            with known as materialized (
                select ids.id as external, found.id
                from unnest(:ids) as ids(id), lateral (
                    select p.id from player_identities p
                    where p.external_ids @> jsonb_build_object(cast(:source as text), ids.id)
                    offset 0) as found
            )
            select k.external, min(k.id) as id from known k
            where exists (select from player_enrollments e where e.org_id = :org and e.player_id = k.id)
            group by k.external
            """;

    private static final String BY_FIELDS = """
            with held as (
                select p.id, jsonb_build_object('firstName', p.first_name, 'lastName', p.last_name,
                           'dateOfBirth', p.date_of_birth, 'gender', p.gender, 'email', p.email, 'phone', p.phone,
                           'address', concat_ws(', ', p.address_line1, p.address_line2, p.town, p.county, p.postcode,
                               p.country)) as fields
                from player_enrollments e join player_identities p on p.id = e.player_id
                where e.org_id = :org and not jsonb_exists(p.external_ids, :source)
            ), keyed as (
                select h.id, (select string_agg(coalesce(h.fields ->> n.name, ''), :between order by n.place)
                    from unnest(:fields) with ordinality as n(name, place)) as key
                from held h
            )
            select key, id from keyed where key = any(:keys) order by id
            """;

    private static final String LOCK = """
            select p.id, p.first_name, p.last_name, p.date_of_birth::text as born, p.gender, p.email, p.phone,
                   p.address_line1, p.address_line2, p.town, p.county, p.postcode, p.country,
                   p.external_ids::text as ids, p.last_synced_data::text as bases
            from player_identities p
            where p.id = any(:ids)
            order by p.id
            for update
            """;

    private static final String CREATE = """
            insert into player_identities (id, first_name, last_name, date_of_birth, gender, player_type, email, phone,
                address_line1, address_line2, town, county, postcode, country, external_ids, last_synced_at,
                last_synced_data, created_at, updated_at)
            select x.id, x.first_name, x.last_name, x.date_of_birth, x.gender,
                   case when x.date_of_birth > :ofAge then 'youth' else 'adult' end, x.email, x.phone, x.address_line1,
                   x.address_line2, x.town, x.county, x.postcode, x.country, x.external_ids, :now, x.last_synced_data,
                   :now, :now
            from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, first_name text, last_name text,
                date_of_birth date, gender text, email text, phone text, address_line1 text, address_line2 text,
                town text, county text, postcode text, country text, external_ids jsonb, last_synced_data jsonb)
            """;

    /** Of an address its parts stay as somebody put them, unless it changed. */
    private static final String CHANGE = """
            update player_identities p
            set first_name = x.first_name, last_name = x.last_name, date_of_birth = x.date_of_birth, gender = x.gender,
                player_type = case when x.date_of_birth > :ofAge then 'youth' else 'adult' end,
                email = x.email, phone = x.phone,
                address_line1 = case when x.moved then x.address_line1 else p.address_line1 end,
                address_line2 = case when x.moved then x.address_line2 else p.address_line2 end,
                town = case when x.moved then x.town else p.town end,
                county = case when x.moved then x.county else p.county end,
                postcode = case when x.moved then x.postcode else p.postcode end,
                country = case when x.moved then x.country else p.country end,
                external_ids = x.external_ids, last_synced_at = :now, last_synced_data = x.last_synced_data,
                version = case when x.changed then p.version + 1 else p.version end,
                updated_at = case when x.changed then :now else p.updated_at end
            from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, first_name text, last_name text,
                date_of_birth date, gender text, email text, phone text, address_line1 text, address_line2 text,
                town text, county text, postcode text, country text, external_ids jsonb, last_synced_data jsonb,
                moved boolean, changed boolean)
            where p.id = x.id
            """;

    /** Answers how many enrolments ended. */
    private static final String ENROL = """
            with told as (
                select * from jsonb_to_recordset(cast(:rows as jsonb)) as x(player bigint, number text,
                    number_told boolean, status text, status_told boolean, joined date, joined_told boolean)
            ), now as (
                select t.player,
                       case when (select coalesce(bool_or(l.active), bool_or(not l.gone)) from record_links l
                           where l.kind = 'player' and l.local_id = t.player and l.org_id = :org)
                           then 'active' else 'inactive' end as status,
                       case when t.number_told then t.number else e.membership_number end as membership_number,
                       case when t.status_told then t.status else e.membership_status end as membership_status,
                       case when t.joined_told then t.joined else e.joined_on end as joined_on
                from told t left join player_enrollments e on e.org_id = :org and e.player_id = t.player
            ), written as (
                insert into player_enrollments as e (org_id, player_id, status, membership_number, membership_status,
                    joined_on, started_at, ended_at)
                select :org, n.player, n.status, n.membership_number, n.membership_status, n.joined_on, :now,
                       case when n.status = 'inactive' then :now end
                from now n
                on conflict (org_id, player_id) do update
                set status = excluded.status, membership_number = excluded.membership_number,
                    membership_status = excluded.membership_status, joined_on = excluded.joined_on,
                    ended_at = case when excluded.status = 'inactive' then coalesce(e.ended_at, :now) end
                where (e.status, e.membership_number, e.membership_status, e.joined_on) is distinct from
                    (excluded.status, excluded.membership_number, excluded.membership_status, excluded.joined_on)
                returning e.player_id, e.status
            )
            select count(*) from written w
                join player_enrollments before on before.org_id = :org and before.player_id = w.player_id
            where before.status = 'active' and w.status = 'inactive'
            """;

    private static final String ACTIVE = """
            update player_identities p set is_active = x.active, updated_at = :now
            from (select e.player_id, bool_or(e.status = 'active') as active from player_enrollments e
                where e.player_id = any(:ids) group by e.player_id) as x
            where p.id = x.player_id and p.is_active <> x.active
            """;

    /** Locked in the order of ids, as runs do. */
    private static final String GROW = """
            with those as (
                select id from player_identities
                where player_type <> case when date_of_birth > :ofAge then 'youth' else 'adult' end
                order by id
                for update
            )
            update player_identities p
            set player_type = case when p.date_of_birth > :ofAge then 'youth' else 'adult' end, updated_at = :now
            from those t where p.id = t.id
            """;

    private final Jdbi jdbi;
    private final LocalRows rows;
    private final LookupStore lookups;

    public PlayerSideStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.rows = new LocalRows(json);
        this.lookups = new LookupStore(jdbi);
    }

    @Override
    public void alone(long organization) {
        lookups.alone("tidegate/players/" + organization);
    }

    @Override
    public Map<String, Long> byId(long organization, String source, Collection<String> ids) {
        return lookups.byId(BY_ID, Map.of("org", organization, "source", source), ids);
    }

    @Override
    public List<Found> byFields(long organization, String source, List<String> fields, Collection<String> keys) {
        return lookups.byFields(BY_FIELDS, Map.of("org", organization, "source", source), fields, keys);
    }

    @Override
    public Map<Long, LocalRecord> lock(Collection<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(LOCK)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .map((rs, context) -> player(rs))
                .collect(Collectors.toMap(LocalRecord::id, player -> player)));
    }

    private LocalRecord player(ResultSet rs) throws SQLException {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("firstName", rs.getString("first_name"));
        fields.put("lastName", rs.getString("last_name"));
        fields.put("dateOfBirth", rs.getString("born"));
        fields.put("gender", rs.getString("gender"));
        fields.put("email", rs.getString("email"));
        fields.put("phone", rs.getString("phone"));
        String address = new PostalAddress(
                        rs.getString("address_line1"),
                        rs.getString("address_line2"),
                        rs.getString("town"),
                        rs.getString("county"),
                        rs.getString("postcode"),
                        rs.getString("country"))
                .line();
        fields.put("address", address.isEmpty() ? null : address);
        return new LocalRecord(
                rs.getLong("id"), fields, rows.ids(rs.getString("ids")), rows.bases(rs.getString("bases")));
    }

    @Override
    public List<Long> newIds(int count) {
        return lookups.newIds("player_identities", count);
    }

    @Override
    public void create(long organization, List<LocalRecord> records, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(CREATE)
                .bind("rows", rows.array(records, this::row))
                .bind("ofAge", PlayerType.limit(now))
                .bind("now", now)
                .execute());
    }

    @Override
    public void change(List<Edit> edits, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(CHANGE)
                .bind(
                        "rows",
                        rows.array(
                                edits,
                                edit -> row(edit.now())
                                        .put("moved", edit.fields().contains("address"))
                                        .put("changed", !edit.fields().isEmpty())))
                .bind("ofAge", PlayerType.limit(now))
                .bind("now", now)
                .execute());
    }

    private ObjectNode row(LocalRecord player) {
        Map<String, @Nullable String> fields = player.fields();
        String line = fields.get("address");
        PostalAddress address = PostalAddress.of(line == null ? "" : line);
        return rows.row(player)
                .put("first_name", fields.get("firstName"))
                .put("last_name", fields.get("lastName"))
                .put("date_of_birth", fields.get("dateOfBirth"))
                .put("gender", fields.get("gender"))
                .put("email", fields.get("email"))
                .put("phone", fields.get("phone"))
                .put("address_line1", address.line1())
                .put("address_line2", address.line2())
                .put("town", address.town())
                .put("county", address.county())
                .put("postcode", address.postcode())
                .put("country", address.country());
    }

    @Override
    public int settle(long organization, Map<Long, Membership> touched, Instant now) {
        String told = rows.array(touched.entrySet(), one -> enrolment(one.getKey(), one.getValue()));
        return jdbi.withHandle(handle -> {
            int ended = handle.createQuery(ENROL)
                    .bind("org", organization)
                    .bind("rows", told)
                    .bind("now", now)
                    .mapTo(Integer.class)
                    .one();
            handle.createUpdate(ACTIVE)
                    .bindArray("ids", Long.class, List.copyOf(touched.keySet()))
                    .bind("now", now)
                    .execute();
            return ended;
        });
    }

    private ObjectNode enrolment(long player, Membership told) {
        return rows.empty()
                .put("player", player)
                .put("number", told.number().value())
                .put("number_told", told.number().known())
                .put("status", told.status().value())
                .put("status_told", told.status().known())
                .put("joined", told.joined().value())
                .put("joined_told", told.joined().known());
    }

    /** Makes adults of youths who came of age. */
    public int grow(Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(GROW)
                .bind("ofAge", PlayerType.limit(now))
                .bind("now", now)
                .execute());
    }
}
