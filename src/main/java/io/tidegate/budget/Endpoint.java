package io.tidegate.budget;

import io.tidegate.provider.RateLimit.Quota;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, as far as limits tell requests apart.
 *
 * @param name the resource type
 * @param quota a limit of its own; null when it has none but the provider's
 */
public record Endpoint(String name, @Nullable Quota quota) {}
