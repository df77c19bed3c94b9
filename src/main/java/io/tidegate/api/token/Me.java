package io.tidegate.api.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param organization the one they act in; null for none
 * @param permissions what they may do there, in the words of scopes
 */
public record Me(
        String name, @Nullable Long organization, @Nullable String role, List<String> permissions) {}
