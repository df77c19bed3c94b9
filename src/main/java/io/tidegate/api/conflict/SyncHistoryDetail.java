package io.tidegate.api.conflict;

import io.tidegate.federation.side.ConflictStore.Conflict;
import io.tidegate.federation.side.SyncHistoryStore.ImportError;
import io.tidegate.federation.side.SyncHistoryStore.SyncHistory;
import java.util.List;

/**
 * A run with what both sides had changed, and what it could not take over; at most the first 100 of each.
 *
 * @param moreConflicts whether there are more; conflicts of this history has all
 * @param moreErrors whether there are more; its list of errors has all
 */
public record SyncHistoryDetail(
        SyncHistory history,
        List<Conflict> conflicts,
        boolean moreConflicts,
        List<ImportError> errors,
        boolean moreErrors) {}
