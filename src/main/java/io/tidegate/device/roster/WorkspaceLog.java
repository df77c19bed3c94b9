package io.tidegate.device.roster;

/**
 * The log of a workspace.
 *
 * @param head its newest version
 * @param floor up to here it is gone; what lies between are its entries
 * @param devices whose tokens work
 */
public record WorkspaceLog(long head, long floor, long devices) {
    /** How many changes it keeps. */
    public long entries() {
        return head - floor;
    }
}
