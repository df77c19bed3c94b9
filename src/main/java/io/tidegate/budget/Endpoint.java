package io.tidegate.budget;

import io.tidegate.provider.RateLimit.Quota;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, as far as limits tell requests apart.
 *
 * @param name the resource type
 * @param quota a limit of its own; null when it has none but the provider's
 * @param request what is sent to it
 */
public record Endpoint(String name, @Nullable Quota quota, Request request) {
    /**
     * What tells requests to it apart.
     *
     * @param partial whether it asks for changes alone
     * @param path below the base URL, as the declaration writes it
     */
    public record Request(boolean partial, String method, String path) {}

    /** With GET, for everything. */
    public Endpoint(String name, @Nullable Quota quota) {
        this(name, quota, new Request(false, "GET", "/"));
    }
}
