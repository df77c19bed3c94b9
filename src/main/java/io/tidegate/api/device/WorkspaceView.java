package io.tidegate.api.device;

import io.tidegate.device.roster.WorkspaceLog;

/**
 * The log that devices sync.
 *
 * @param head its newest version; 0 while nothing was written
 * @param floor versions up to it are gone: a device below begins anew
 * @param entries changes that are kept
 * @param devices whose tokens work
 */
public record WorkspaceView(long head, long floor, long entries, long devices) {
    static WorkspaceView of(WorkspaceLog log) {
        return new WorkspaceView(log.head(), log.floor(), log.entries(), log.devices());
    }
}
