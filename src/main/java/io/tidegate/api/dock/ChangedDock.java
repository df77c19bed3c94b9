package io.tidegate.api.dock;

import java.util.List;

/**
 * A dock as it is after a change.
 *
 * @param warnings what was done all the same, in words for people
 */
public record ChangedDock(DockView dock, List<String> warnings) {}
