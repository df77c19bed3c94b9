package io.tidegate.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record as a provider listed it, redacted.
 *
 * @param id the provider's id, as text
 * @param name null when the provider gives none
 * @param status one of Tidegate's words, or the provider's in lower case
 * @param attributes typed columns and times, as text
 * @param data the whole record without its secrets
 * @param fingerprint 32 hex digits; equal means unchanged
 * @param deletion whether all it tells is that it is deleted
 */
public record ProviderRecord(
        String id,
        @Nullable String name,
        @Nullable String status,
        @Nullable String region,
        Map<String, String> attributes,
        JsonNode data,
        String fingerprint,
        boolean deletion) {}
