package io.tidegate.client.project;

import io.tidegate.client.local.LocalRow;
import io.tidegate.client.local.LocalUnit;
import io.tidegate.client.local.RowStore;
import io.tidegate.protocol.OpKind;
import io.tidegate.protocol.SyncChange;
import io.tidegate.protocol.wire.SyncScope;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to one project, within one transaction: to its threads and their messages, as the backend's snapshots do. What waits
 * to be pushed, and a message that is still being written, stays until that is over. Where no project is followed, all stays.
 */
public final class ProjectRows {
    private static final String PROJECTS = "projects";
    private static final String THREADS = "threads";
    private static final String MESSAGES = "messages";

    private final LocalUnit unit;
    private final RowStore rows;
    private final @Nullable String project;

    /** @param rows those that stand, or those of a stage */
    public ProjectRows(LocalUnit unit, RowStore rows, SyncScope scope) {
        this.unit = unit;
        this.rows = rows;
        this.project = scope.projectId();
    }

    /**
     * Follows what the log says, which this device hears for the first time: with a thread that leaves, its messages go, even
     * where a write of this device will bring it back. What becomes of them elsewhere is not told here, and when the thread
     * comes back they are told again.
     */
    public void follow(SyncChange change) {
        if (project != null
                && change.table().equals(THREADS)
                && (change.payload() == null
                        || change.op() == OpKind.DELETE
                        || !project.equals(change.payload().get("projectId")))) {
            letGo(change.pk());
        }
    }

    /** Lets a record go, and what belongs to it, unless it is of the project or of this device alone. */
    public void settle(String table, String pk) {
        if (project == null) {
            return;
        }
        switch (table) {
            case PROJECTS -> {
                if (!project.equals(pk)) {
                    erase(PROJECTS, pk);
                }
            }
            case THREADS -> {
                if (!isHere(pk)) {
                    letGo(pk);
                    erase(THREADS, pk);
                }
            }
            case MESSAGES -> {
                LocalRow message = rows.find(MESSAGES, pk);
                if (message != null && !message.pending() && !isHere(message.text("threadId"))) {
                    erase(MESSAGES, pk);
                }
            }
            default -> {
                // it knows no projects
            }
        }
    }

    /** Does so with everything. */
    public void settleAll() {
        if (project != null) {
            for (String table : new String[] {PROJECTS, THREADS, MESSAGES}) {
                rows.list(table, null, null).forEach(row -> settle(table, row.pk()));
            }
        }
    }

    private boolean isHere(@Nullable String thread) {
        if (thread == null) {
            return false;
        }
        LocalRow row = rows.find(THREADS, thread);
        return isWaiting(THREADS, thread) || (row != null && project != null && project.equals(row.text("projectId")));
    }

    private void letGo(String thread) {
        rows.list(MESSAGES, "thread_id", thread).stream()
                .filter(message -> !message.pending())
                .forEach(message -> erase(MESSAGES, message.pk()));
    }

    /** A tombstone stays: that it is known hurts nobody. */
    private void erase(String table, String pk) {
        if (rows.find(table, pk) != null && !isWaiting(table, pk)) {
            rows.erase(table, pk);
        }
    }

    private boolean isWaiting(String table, String pk) {
        return unit.outbox().store().resting(table, pk) != null
                || unit.outbox().store().inFlight(table, pk) != null;
    }
}
