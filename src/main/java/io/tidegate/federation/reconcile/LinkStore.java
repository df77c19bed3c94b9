package io.tidegate.federation.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tidegate.federation.declared.TwoWay;
import io.tidegate.federation.told.Pending;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** {@code record_links}, and what of {@code resources} differs from them: that waits to be applied. */
final class LinkStore {
    /** One of which nobody knew which local record it is waits again when people changed some. */
    private static final String WAITING = """
            select r.id
            from resources r left join record_links l on l.resource_id = r.id
            where r.dock_id = :dock and r.resource_type = :type
                and case when l.resource_id is null then r.deleted_at is null
                    else l.applied_fingerprint <> r.fingerprint or l.gone <> (r.deleted_at is not null)
                        or l.declaration <> :declaration
                        or l.ambiguous_at is not null and exists (select from local_changes c
                            where c.at >= l.ambiguous_at and c.kind = l.kind and c.org_id = l.org_id
                                and c.origin <> 'federation') end
            order by r.id
            """;

    /** A local record that is not there any more, or of another kind, is none. */
    private static final String READ = """
            select r.id, r.provider_resource_id, r.deleted_at is not null as gone, r.status, r.data::text as data,
                   encode(r.fingerprint, 'hex') as fingerprint,
                   case when l.kind <> :kind then null
                       when :kind = 'player' then (select p.id from player_identities p where p.id = l.local_id)
                       else (select k.id from local_records k where k.id = l.local_id) end as local
            from resources r left join record_links l on l.resource_id = r.id
            where r.id = any(:ids) and r.dock_id = :dock
            order by r.id
            """;

    private static final String WRITE = """
            insert into record_links (resource_id, org_id, dock_id, resource_type, kind, local_id, applied_fingerprint, gone,
                active, declaration, problem, ambiguous_at)
            select x.resource, :org, :dock, :type, :kind, x.local, decode(x.fingerprint, 'hex'), x.gone, x.active,
                   :declaration, x.problem, case when x.ambiguous then cast(:now as timestamptz) end
            from jsonb_to_recordset(cast(:rows as jsonb)) as x(resource bigint, local bigint, fingerprint text,
                gone boolean, active boolean, problem text, ambiguous boolean)
            on conflict (resource_id) do update
            set kind = excluded.kind, local_id = excluded.local_id, applied_fingerprint = excluded.applied_fingerprint,
                gone = excluded.gone, active = excluded.active, declaration = excluded.declaration,
                problem = excluded.problem, ambiguous_at = excluded.ambiguous_at
            """;

    private final Jdbi jdbi;
    private final ObjectMapper json;

    /**
     * What became of a record.
     *
     * @param local null when it belongs to no local record
     * @param active whether it tells of something active; null when it tells no status
     * @param problem why it could not be taken over; null when it was
     * @param ambiguous whether that is for several local records that fit
     */
    record Link(
            Pending of,
            @Nullable Long local,
            @Nullable Boolean active,
            @Nullable String problem,
            boolean ambiguous) {}

    LinkStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** The rows of {@code resources} that wait, in their order. */
    List<Long> waiting(long dock, TwoWay declared) {
        return jdbi.withHandle(handle -> handle.createQuery(WAITING)
                .bind("dock", dock)
                .bind("type", declared.type())
                .bind("declaration", declared.version())
                .mapTo(Long.class)
                .list());
    }

    List<Pending> read(Scope scope, Collection<Long> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(READ)
                .bind("kind", scope.declared().kind())
                .bind("dock", scope.dock().id())
                .bindArray("ids", Long.class, List.copyOf(ids))
                .map((rs, context) -> new Pending(
                        rs.getLong("id"),
                        rs.getString("provider_resource_id"),
                        rs.getObject("local", Long.class),
                        rs.getBoolean("gone"),
                        rs.getString("status"),
                        tree(rs.getString("data")),
                        rs.getString("fingerprint")))
                .list());
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("resources.data holds no JSON", e);
        }
    }

    void write(Scope scope, List<Link> links) {
        ArrayNode rows = json.createArrayNode();
        for (Link one : links) {
            rows.addObject()
                    .put("resource", one.of().resource())
                    .put("local", one.local())
                    .put("fingerprint", one.of().fingerprint())
                    .put("gone", one.of().gone())
                    .put("active", one.active())
                    .put("problem", one.problem())
                    .put("ambiguous", one.ambiguous());
        }
        jdbi.useHandle(handle -> handle.createUpdate(WRITE)
                .bind("org", scope.dock().organization())
                .bind("dock", scope.dock().id())
                .bind("type", scope.declared().type())
                .bind("kind", scope.declared().kind())
                .bind("declaration", scope.declared().version())
                .bind("now", scope.now())
                .bind("rows", rows.toString())
                .execute());
    }
}
