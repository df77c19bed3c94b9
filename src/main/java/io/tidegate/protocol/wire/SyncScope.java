package io.tidegate.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * What is synced.
 *
 * @param workspaceId an organization's number
 * @param projectId narrows pull, watch and snapshot to that project, its threads and their messages, and to what belongs to
 *     no project; null: everything
 */
public record SyncScope(String workspaceId, @Nullable String projectId) {
    /** Everything of a workspace. */
    public static SyncScope of(String workspaceId) {
        return new SyncScope(workspaceId, null);
    }
}
