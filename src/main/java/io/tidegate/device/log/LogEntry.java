package io.tidegate.device.log;

import io.tidegate.protocol.SyncChange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log with what decides whom it is for.
 *
 * @param project of the row, where its table has projects and the row is in one
 * @param wasProject that the row was in before; null unless it moved
 */
public record LogEntry(
        SyncChange change,
        @Nullable String project,
        @Nullable String wasProject) {
    /** The tables of which a scope with a project has only what is in it. */
    static final Set<String> OF_PROJECTS = Set.of("projects", "threads", "messages");

    /**
     * Whether it is for who asked so.
     *
     * @param projectId null: of whichever project
     * @param tables empty: all
     */
    public boolean isFor(@Nullable String projectId, Set<String> tables) {
        boolean inProject = projectId == null
                || !OF_PROJECTS.contains(change.table())
                || projectId.equals(project)
                || projectId.equals(wasProject);
        return inProject && (tables.isEmpty() || tables.contains(change.table()));
    }
}
