package io.tidegate.federation.compare;

import org.jspecify.annotations.Nullable;

/**
 * One field of a record, compared and settled. Values are in the form of the field's kind.
 *
 * @param federation what the federation says now
 * @param local what we hold
 * @param base what was synced last
 * @param value what the record holds from now on
 * @param winner whose value that is; of a field on which both agree, the federation's
 * @param strategy by which a conflict was settled; for all else it would have been
 * @param reason in words for people
 */
public record Resolution(
        FieldRule field,
        Verdict verdict,
        Told federation,
        Told local,
        Told base,
        @Nullable String value,
        Side winner,
        Strategy strategy,
        String reason) {}
