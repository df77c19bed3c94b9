package io.tidegate.federation.upload;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.page.Page;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.queue.QueueStore.Enqueued;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** The table {@code federation_uploads}, as the login role. */
public final class UploadStore {
    private static final String KEEP = """
            insert into federation_uploads (dock_id, resource_type, org_id, content, uploaded_at, uploaded_by)
            select id, :type, org_id, :content, :now, :by from docks where id = :dock
            on conflict (dock_id, resource_type) do update
            set content = excluded.content, uploaded_at = excluded.uploaded_at, uploaded_by = excluded.uploaded_by
            """;

    private static final String FIND = """
            select content from federation_uploads where dock_id = :dock and resource_type = :type
            """;

    /**
     * One for each organization that has one. What a run of before says of the list says nothing of the file. One that was
     * emptied was read, whatever runs said since.
     */
    private static final String LIST = """
            select u.dock_id as dock, g.slug as organization, o.federation_org_id as club, u.resource_type as type,
                   u.uploaded_at, u.uploaded_by, nullif(octet_length(u.content), 0) as bytes,
                   case when p.completed_at >= u.uploaded_at or u.content = '' then 'read'
                       when q.state = 'running' then 'reading'
                       when q.state = 'available' then 'queued'
                       else 'failed' end as state,
                   case when p.completed_at >= u.uploaded_at or u.content = '' or q.state in ('running', 'available') then null
                       else coalesce(q.error, p.error, d.last_sync_error, 'no run has read it') end as error,
                   (select count(*) from record_links l
                    where l.dock_id = u.dock_id and l.resource_type = u.resource_type and l.problem is not null) as problems
            from federation_uploads u
            join connected_organizations o on o.dock_id = u.dock_id
            join organizations g on g.id = o.org_id
            join docks d on d.id = u.dock_id
            left join sync_positions p on p.dock_id = u.dock_id and p.resource_type = u.resource_type and p.parent_key = ''
            left join sync_queue q on q.dock_id = u.dock_id and q.state in ('available', 'running', 'retryable')
            where o.connector_id = :connector and (cast(:after as bigint) is null or u.dock_id > :after)
            order by u.dock_id limit :most
            """;

    private final Jdbi jdbi;
    private final QueueStore queue;

    public UploadStore(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.queue = new QueueStore(jdbi, json);
    }

    /**
     * A file to keep.
     *
     * @param type the resource type whose list it is
     * @param by who sent it
     */
    @SuppressWarnings("ArrayRecordComponent") // never changed, and files are not compared
    public record Upload(long dock, String type, byte[] content, String by) {}

    /**
     * A file that is kept.
     *
     * @param club which of the federation's organizations it is of
     * @param uploadedBy who sent it
     * @param bytes its size; null when it was read long ago and is kept no more
     * @param state queued, reading, read or failed
     * @param error why it is not read; null while nothing is wrong
     * @param problems records of it that cannot be taken over
     */
    public record Kept(
            long dock,
            String organization,
            String club,
            String type,
            Instant uploadedAt,
            String uploadedBy,
            @Nullable Long bytes,
            String state,
            @Nullable String error,
            long problems) {}

    /** The files of a connector's organizations, by their docks. */
    public Page<Kept> list(long connector, @Nullable String after, int limit) {
        List<Kept> rows = jdbi.withHandle(handle -> handle.createQuery(LIST)
                .bind("connector", connector)
                .bind("after", Page.number(after))
                .bind("most", limit + 1)
                .map(ConstructorMapper.of(Kept.class))
                .list());
        return Page.of(rows, limit, one -> Long.toString(one.dock()));
    }

    /** Keeps a file in the place of the one before, and queues its dock for that type. */
    public Enqueued keep(Upload upload, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(KEEP)
                    .bind("dock", upload.dock())
                    .bind("type", upload.type())
                    .bind("content", upload.content())
                    .bind("by", upload.by())
                    .bind("now", now)
                    .execute();
            return queue.enqueue(upload.dock(), JobType.MANUAL, List.of(upload.type()), now)
                    .get(0);
        });
    }

    /** The file of a dock's type; null when none was uploaded. */
    public byte @Nullable [] find(long dock, String type) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("dock", dock)
                .bind("type", type)
                .map((rs, context) -> rs.getBytes("content"))
                .findOne()
                .orElse(null));
    }
}
