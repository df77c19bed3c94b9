package io.tidegate.api.hook;

import io.tidegate.api.status.HookView;
import org.jspecify.annotations.Nullable;

/**
 * Whether a dock's provider can send events, and the last that it sent.
 *
 * @param declared whether its provider sends any
 * @param addressed whether the dock has an address for them
 * @param last null where it has none
 */
public record HookStatus(
        long dockId,
        boolean declared,
        boolean addressed,
        @Nullable HookView last) {}
