package io.tidegate.api.organization;

import org.jspecify.annotations.Nullable;

/** What is to change of an organization; null where it stays. */
public record OrganizationEdit(
        @Nullable String name, @Nullable Defaults dockDefaults) {
    /**
     * What new docks get where nothing else is said; null where it stays.
     *
     * @param intervalSeconds 60 or more
     */
    public record Defaults(
            @Nullable Long intervalSeconds, @Nullable Boolean enabled) {}
}
