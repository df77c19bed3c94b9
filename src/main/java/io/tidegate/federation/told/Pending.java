package io.tidegate.federation.told;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A record of the other side whose state was not applied yet.
 *
 * @param resource where it is stored
 * @param id as the other side names it
 * @param local the local record it belongs to; null while it belongs to none
 * @param gone whether the other side has it no more
 * @param data what was listed
 * @param fingerprint of that, 32 hex digits
 */
public record Pending(
        long resource,
        String id,
        @Nullable Long local,
        boolean gone,
        @Nullable String status,
        JsonNode data,
        String fingerprint) {}
