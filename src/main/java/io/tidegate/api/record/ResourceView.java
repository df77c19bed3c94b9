package io.tidegate.api.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.record.ResourceListStore.Stored;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource for programs.
 *
 * @param id its number here, which stays the same
 * @param parentKey what it belongs to at the provider; null for nothing
 * @param providerResourceId its id at the provider
 * @param provisioningSource who made it, where its declaration tells
 * @param missingSince since when lists lack it, before it counts as deleted; null when they do not
 * @param attributes what its type's declaration names
 * @param data the provider's own JSON; null in lists that were not asked for it
 */
public record ResourceView(
        long id,
        long dockId,
        String provider,
        String resourceType,
        @Nullable String parentKey,
        String providerResourceId,
        @Nullable String name,
        @Nullable String status,
        @Nullable String region,
        @Nullable String provisioningSource,
        Instant firstSeenAt,
        Instant changedAt,
        @Nullable Instant missingSince,
        @Nullable Instant deletedAt,
        JsonNode attributes,
        @Nullable JsonNode data) {
    static ResourceView of(Stored stored) {
        return new ResourceView(
                stored.id(),
                stored.dock(),
                stored.provider(),
                stored.type(),
                stored.parent().isEmpty() ? null : stored.parent(),
                stored.providerId(),
                stored.name(),
                stored.status(),
                stored.region(),
                stored.provisioningSource(),
                stored.firstSeenAt(),
                stored.changedAt(),
                stored.missingSince(),
                stored.deletedAt(),
                stored.attributes(),
                stored.data());
    }
}
