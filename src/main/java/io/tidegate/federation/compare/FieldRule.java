package io.tidegate.federation.compare;

import org.jspecify.annotations.Nullable;

/**
 * How one field is compared.
 *
 * @param name as the local side names it
 * @param required whether a record without it cannot be taken over
 * @param strategy for this field alone; null: the record's
 */
public record FieldRule(
        String name,
        FieldKind kind,
        boolean required,
        @Nullable Strategy strategy) {}
