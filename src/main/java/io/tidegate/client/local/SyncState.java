package io.tidegate.client.local;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the device got.
 *
 * @param cursor the version up to which everything is known here
 * @param floor the version below which the backend forgot its log, as it said last
 * @param lastSyncAt when it last heard from the backend; null: never
 * @param bootstrapped whether everything was taken once
 * @param stale whether everything must be taken anew
 */
public record SyncState(
        String deviceId, long cursor, long floor, @Nullable Instant lastSyncAt, boolean bootstrapped, boolean stale) {}
