package io.tidegate.api.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization that is to be connected.
 *
 * @param organization its slug
 * @param federationOrgId which of the federation's organizations it is, as the federation names it
 * @param name of the dock that it becomes; the connector's name with the federation's id when null
 * @param resourceTypes those it wants; all that are edited on both sides when null or empty
 */
public record NewConnection(
        String organization,
        String federationOrgId,
        @Nullable String name,
        @Nullable List<String> resourceTypes) {}
