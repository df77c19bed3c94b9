package io.tidegate.api.device;

import org.jspecify.annotations.Nullable;

/**
 * A type of records that devices are to get.
 *
 * @param resourceType such as {@code servers}
 */
public record NewSubscription(@Nullable String resourceType) {}
