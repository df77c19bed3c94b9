package io.tidegate.api.connector;

import org.jspecify.annotations.Nullable;

/**
 * A run that is asked for.
 *
 * @param federationOrgId of this organization alone; null: of all that are connected
 */
public record RunWish(@Nullable String federationOrgId) {}
