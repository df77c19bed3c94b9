package io.tidegate.federation.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Records of any kind but players: {@code local_records}. */
public final class RecordSideStore implements LocalSide {
    /** One look-up for each id, by the index of ids; see {@link PlayerSideStore}. */
    private static final String BY_ID = """
            with known as materialized (
                select ids.id as external, found.*
                from unnest(:ids) as ids(id), lateral (
                    select r.id, r.org_id, r.kind from local_records r
                    where r.external_ids @> jsonb_build_object(cast(:source as text), ids.id)
                    offset 0) as found
            )
            select k.external, min(k.id) as id from known k where k.org_id = :org and k.kind = :kind group by k.external
            """;

    private static final String BY_FIELDS = """
            with keyed as (
                select r.id, (select string_agg(coalesce(r.fields ->> n.name, ''), :between order by n.place)
                    from unnest(:fields) with ordinality as n(name, place)) as key
                from local_records r
                where r.org_id = :org and r.kind = :kind and not jsonb_exists(r.external_ids, :source)
            )
            select key, id from keyed where key = any(:keys) order by id
            """;

    private static final String LOCK = """
            select id, fields::text as fields, external_ids::text as ids, last_synced_data::text as bases
            from local_records
            where id = any(:ids) and kind = :kind
            order by id
            for update
            """;

    private static final String CREATE = """
            insert into local_records (id, org_id, kind, fields, external_ids, last_synced_at, last_synced_data,
                created_at, updated_at)
            select x.id, :org, :kind, x.fields, x.external_ids, :now, x.last_synced_data, :now, :now
            from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, fields jsonb, external_ids jsonb,
                last_synced_data jsonb)
            """;

    private static final String CHANGE = """
            update local_records r
            set fields = x.fields, external_ids = x.external_ids, last_synced_at = :now,
                last_synced_data = x.last_synced_data,
                version = case when x.changed then r.version + 1 else r.version end,
                updated_at = case when x.changed then :now else r.updated_at end
            from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, fields jsonb, external_ids jsonb,
                last_synced_data jsonb, changed boolean)
            where r.id = x.id
            """;

    private static final String SETTLE = """
            with state as (
                select l.local_id as id, coalesce(bool_or(l.active), bool_or(not l.gone)) as active
                from record_links l
                where l.kind = :kind and l.local_id = any(:ids) and l.org_id = :org
                group by l.local_id
            ), written as (
                update local_records r set is_active = s.active, updated_at = :now
                from state s where r.id = s.id and r.is_active <> s.active
                returning r.is_active
            )
            select count(*) from written where not is_active
            """;

    private final Jdbi jdbi;
    private final LocalRows rows;
    private final LookupStore lookups;
    private final String kind;

    public RecordSideStore(Jdbi jdbi, ObjectMapper json, String kind) {
        this.jdbi = jdbi;
        this.rows = new LocalRows(json);
        this.lookups = new LookupStore(jdbi);
        this.kind = kind;
    }

    @Override
    public void alone(long organization) {
        lookups.alone("tidegate/records/" + organization + "/" + kind);
    }

    @Override
    public Map<String, Long> byId(long organization, String source, Collection<String> ids) {
        return lookups.byId(BY_ID, Map.of("org", organization, "kind", kind, "source", source), ids);
    }

    @Override
    public List<Found> byFields(long organization, String source, List<String> fields, Collection<String> keys) {
        return lookups.byFields(BY_FIELDS, Map.of("org", organization, "kind", kind, "source", source), fields, keys);
    }

    @Override
    public Map<Long, LocalRecord> lock(Collection<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(LOCK)
                .bind("kind", kind)
                .bindArray("ids", Long.class, List.copyOf(ids))
                .map((rs, context) -> new LocalRecord(
                        rs.getLong("id"),
                        rows.fields(rs.getString("fields")),
                        rows.ids(rs.getString("ids")),
                        rows.bases(rs.getString("bases"))))
                .collect(Collectors.toMap(LocalRecord::id, record -> record)));
    }

    @Override
    public List<Long> newIds(int count) {
        return lookups.newIds("local_records", count);
    }

    @Override
    public void create(long organization, List<LocalRecord> records, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(CREATE)
                .bind("org", organization)
                .bind("kind", kind)
                .bind("rows", rows.array(records, this::row))
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
                                        .put("changed", !edit.fields().isEmpty())))
                .bind("now", now)
                .execute());
    }

    private ObjectNode row(LocalRecord record) {
        ObjectNode row = rows.row(record);
        ObjectNode fields = row.putObject("fields");
        record.fields().forEach(fields::put);
        return row;
    }

    @Override
    public int settle(long organization, Map<Long, Membership> touched, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery(SETTLE)
                .bind("org", organization)
                .bind("kind", kind)
                .bindArray("ids", Long.class, List.copyOf(touched.keySet()))
                .bind("now", now)
                .mapTo(Integer.class)
                .one());
    }
}
