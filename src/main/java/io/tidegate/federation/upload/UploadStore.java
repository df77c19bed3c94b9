package io.tidegate.federation.upload;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.queue.JobType;
import io.tidegate.queue.QueueStore;
import io.tidegate.queue.QueueStore.Enqueued;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
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
    byte @Nullable [] find(long dock, String type) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("dock", dock)
                .bind("type", type)
                .map((rs, context) -> rs.getBytes("content"))
                .findOne()
                .orElse(null));
    }
}
