package io.tidegate.api.connection;

import io.tidegate.federation.upload.UploadStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest file of members of a connected organization.
 *
 * @param organization its slug
 * @param federationOrgId which of the federation's organizations it is
 * @param type the resource type whose list the file is
 * @param uploadedBy who sent it
 * @param rows members in it; null when the file is kept no more, or its declaration has changed so that it cannot be read
 * @param bytes its size; null when it was read long ago and is kept no more
 * @param state queued, reading, read or failed
 * @param error why it is not read; null while nothing is wrong
 * @param problems members that cannot be taken over; see {@code /import-problems}
 */
public record KeptUpload(
        String organization,
        String federationOrgId,
        long dock,
        String type,
        Instant uploadedAt,
        String uploadedBy,
        @Nullable Integer rows,
        @Nullable Long bytes,
        String state,
        @Nullable String error,
        long problems) {
    static KeptUpload of(UploadStore.Kept kept, @Nullable Integer rows) {
        return new KeptUpload(
                kept.organization(),
                kept.club(),
                kept.dock(),
                kept.type(),
                kept.uploadedAt(),
                kept.uploadedBy(),
                rows,
                kept.bytes(),
                kept.state(),
                kept.error(),
                kept.problems());
    }
}
