package io.tidegate.api.conflict;

import io.tidegate.federation.side.ConflictStore.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * A conflict beside what the record holds now.
 *
 * @param current what the field holds now
 * @param version of the record, as it shows it
 * @param obstacle why it cannot be settled by hand any more; null while it can
 */
public record ConflictDetail(
        Conflict conflict,
        @Nullable String current,
        @Nullable Long version,
        @Nullable String obstacle) {}
