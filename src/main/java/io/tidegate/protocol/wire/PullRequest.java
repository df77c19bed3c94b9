package io.tidegate.protocol.wire;

import io.tidegate.protocol.Limits;
import java.util.Set;

/**
 * Asks for what came after a version.
 *
 * @param cursor the version up to which everything is known; 0 at first
 * @param limit of changes, 1 to {@link Limits#MOST_PULLED}
 * @param tables only changes of these; empty: of all
 */
public record PullRequest(SyncScope scope, long cursor, int limit, Set<String> tables) {
    public PullRequest {
        tables = Set.copyOf(tables);
    }

    /** As many changes of all tables as there usually are in an answer. */
    public static PullRequest after(SyncScope scope, long cursor) {
        return new PullRequest(scope, cursor, Limits.USUALLY_PULLED, Set.of());
    }
}
