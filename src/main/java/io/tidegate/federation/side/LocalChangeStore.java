package io.tidegate.federation.side;

import io.tidegate.page.MomentKey;
import io.tidegate.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Who changed a local record's fields: {@code local_changes}, and the conflicts that were met on the way. */
public final class LocalChangeStore {
    private static final String ADD = """
            insert into local_changes (org_id, kind, local_id, at, origin, actor, field, old, new)
            values (:org, :kind, :record, :now, :origin, :actor, :field, :old, :new)
            """;

    /** Both in one order: a conflict before the change that it led to. Another organization's people are not told. */
    private static final String RECENT = """
            select * from (
                select c.at, c.id * 2 + 1 as place, c.origin as event, c.field, c.old, c.new,
                       case when c.org_id = current_org() or c.origin = 'federation' then c.actor
                           else 'another organization' end as actor,
                       c.history_id, cast(null as bigint) as conflict, cast(null as text) as reason
                from local_changes c where c.kind = :kind and c.local_id = :record
                union all
                select f.at, f.id * 2, 'conflict', f.field, f.local, f.federation, f.source, f.history_id, f.id, f.reason
                from sync_conflicts f where f.kind = :kind and f.local_id = :record) as h
            where (cast(:field as text) is null or h.field = :field)
                and (cast(:event as text) is null or h.event = :event)
                and (cast(:at as timestamptz) is null
                    or h.at <= :at and (h.at, h.place) < (:at, cast(:place as bigint)))
            order by h.at desc, h.place desc
            limit :most
            """;

    private static final String LAST = """
            select c.at, c.origin, case when c.org_id = current_org() or c.origin = 'federation' then c.actor
                else 'another organization' end as actor
            from local_changes c
            where c.kind = :kind and c.local_id = :record and c.field = :field and c.at >= :since
                and c.history_id is distinct from :history
            order by c.id desc
            limit 1
            """;

    /** What can be told of a record. */
    public static final List<String> EVENTS = List.of("federation", "person", "settled", "conflict");

    /**
     * What happened to a field of a record.
     *
     * @param event federation: a run took the federation's value; person: somebody edited it; settled: somebody settled a
     *     conflict; conflict: a run found that both sides had changed it
     * @param oldValue before; of a conflict ours
     * @param newValue after; of a conflict the federation's
     * @param actor the source, or who it was
     * @param history of the run that did it
     * @param conflict its number; null unless event is conflict
     * @param reason of a conflict, who won and why
     */
    public record LocalChange(
            Instant at,
            String event,
            String field,
            @Nullable String oldValue,
            @Nullable String newValue,
            String actor,
            @Nullable Long history,
            @Nullable Long conflict,
            @Nullable String reason) {}

    /** What somebody does, and when. */
    public record By(long organization, String origin, String actor, Instant at) {}

    /** Who changed a field last. */
    public record Last(Instant at, String origin, String actor) {}

    private record Placed(LocalChange change, long place) {}

    private final Jdbi jdbi;

    public LocalChangeStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds what changed of a record. */
    public void add(By by, Held held, List<Editing.Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch(ADD);
            for (Editing.Change one : changes) {
                batch.bind("org", by.organization())
                        .bind("kind", held.kind())
                        .bind("record", held.id())
                        .bind("now", by.at())
                        .bind("origin", by.origin())
                        .bind("actor", by.actor())
                        .bind("field", one.field())
                        .bind("old", one.before())
                        .bind("new", one.after())
                        .add();
            }
            batch.execute();
        });
    }

    /**
     * What happened to a record, newest first.
     *
     * @param field only to this one; null for all
     * @param event only this; null for all
     * @param after what the page before called {@code next}; null for the first page
     * @throws IllegalArgumentException when {@code after} is no such word
     */
    public Page<LocalChange> page(
            Subject of, @Nullable String field, @Nullable String event, @Nullable String after, int limit) {
        MomentKey key = MomentKey.of(after);
        List<Placed> rows = jdbi.withHandle(handle -> handle.createQuery(RECENT)
                .bind("kind", of.kind())
                .bind("record", of.id())
                .bind("field", field)
                .bind("event", event)
                .bind("at", key.at())
                .bind("place", key.id())
                .bind("most", limit + 1)
                .map((rs, context) -> placed(rs))
                .list());
        return Page.of(rows, limit, one -> MomentKey.text(one.change().at(), one.place()))
                .map(Placed::change);
    }

    /** A local record. */
    public record Subject(String kind, long id) {}

    private static Placed placed(ResultSet rs) throws SQLException {
        return new Placed(
                new LocalChange(
                        rs.getObject("at", OffsetDateTime.class).toInstant(),
                        rs.getString("event"),
                        rs.getString("field"),
                        rs.getString("old"),
                        rs.getString("new"),
                        rs.getString("actor"),
                        rs.getObject("history_id", Long.class),
                        rs.getObject("conflict", Long.class),
                        rs.getString("reason")),
                rs.getLong("place"));
    }

    /** Who changed a conflict's field last since it was met. */
    public Optional<Last> since(ConflictStore.Conflict conflict) {
        return jdbi.withHandle(handle -> handle.createQuery(LAST)
                .bind("kind", conflict.kind())
                .bind("record", conflict.recordId())
                .bind("field", conflict.field())
                .bind("since", conflict.at())
                .bind("history", conflict.history())
                .map((rs, context) -> new Last(
                        rs.getObject("at", OffsetDateTime.class).toInstant(),
                        rs.getString("origin"),
                        rs.getString("actor")))
                .findOne());
    }
}
