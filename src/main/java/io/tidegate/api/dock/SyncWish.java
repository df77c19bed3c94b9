package io.tidegate.api.dock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync that is asked for.
 *
 * @param resourceTypes all that the dock wants when null or empty
 */
public record SyncWish(@Nullable List<String> resourceTypes) {}
