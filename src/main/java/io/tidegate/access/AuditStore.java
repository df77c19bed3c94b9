package io.tidegate.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.db.scope.Scoped;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The table {@code audit_log}, which is only ever added to. */
public final class AuditStore {
    private static final String ADD = """
            insert into audit_log (at, org_id, actor, person_id, token_id, action, target, result, detail, address)
            values (:at, :org, :actor, :person, :token, :action, :target, :result, cast(:detail as jsonb), :address)
            """;

    private static final String RECENT = """
            select id, at, org_id, actor, person_id, token_id, action, target, result, detail::text as detail, address
            from audit_log
            where (cast(:before as bigint) is null or id < :before)
                and (cast(:actor as text) is null or actor = :actor)
                and (cast(:action as text) is null or action = :action or starts_with(action, :action || '.'))
                and (cast(:without as text) is null or action <> :without and not starts_with(action, :without || '.'))
                and (cast(:target as text) is null or target = :target)
                and (cast(:result as text) is null or result = :result)
                and (cast(:since as timestamptz) is null or at >= :since)
                and (cast(:until as timestamptz) is null or at < :until)
            order by id desc
            limit :most
            """;

    /**
     * Which entries are wanted; null where any will do.
     *
     * @param action a whole one, or what stands before its dot
     * @param without the same of what is left out
     */
    public record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String without,
            @Nullable String target,
            @Nullable String result,
            @Nullable Instant since,
            @Nullable Instant until) {
        public static final Filter ALL = new Filter(null, null, null, null, null, null, null);
    }

    /** An entry as it stands in the log. */
    public record Entry(
            long id,
            Instant at,
            @Nullable Long organization,
            String actor,
            @Nullable Long person,
            @Nullable Long token,
            String action,
            @Nullable String target,
            String result,
            Map<String, String> detail,
            String address) {}

    private final Jdbi jdbi;
    private final ObjectMapper json;

    public AuditStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    /** The log of an organization, within a transaction of it. */
    AuditStore within(Scoped scoped) {
        return new AuditStore(scoped.jdbi(), json);
    }

    /** Adds an entry. */
    public void add(AuditEntry entry) {
        Actor actor = entry.actor();
        jdbi.useHandle(handle -> handle.createUpdate(ADD)
                .bind("at", entry.at())
                .bind("org", entry.organization())
                .bind("actor", actor.name())
                .bind("person", actor.person())
                .bind("token", actor.token())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("result", entry.result().name().toLowerCase(Locale.ROOT))
                .bind("detail", json.valueToTree(entry.detail()).toString())
                .bind("address", actor.address())
                .execute());
    }

    /**
     * Entries, newest first.
     *
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<Entry> recent(Filter filter, @Nullable String after, int limit) {
        List<Entry> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bind("before", Page.number(after))
                .bind("actor", filter.actor())
                .bind("action", filter.action())
                .bind("without", filter.without())
                .bind("target", filter.target())
                .bind("result", filter.result())
                .bind("since", filter.since())
                .bind("until", filter.until())
                .bind("most", limit + 1)
                .map((rs, context) -> entry(rs))
                .list());
        return Page.of(rows, limit, entry -> Long.toString(entry.id()));
    }

    private Entry entry(ResultSet rs) throws SQLException {
        return new Entry(
                rs.getLong("id"),
                rs.getObject("at", OffsetDateTime.class).toInstant(),
                rs.getObject("org_id", Long.class),
                rs.getString("actor"),
                rs.getObject("person_id", Long.class),
                rs.getObject("token_id", Long.class),
                rs.getString("action"),
                rs.getString("target"),
                rs.getString("result"),
                detail(rs.getString("detail")),
                rs.getString("address"));
    }

    private Map<String, String> detail(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit_log.detail holds no map of texts", e);
        }
    }
}
