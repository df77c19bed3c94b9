package io.tidegate.api.organization;

import io.tidegate.dock.DockDefaults;

/**
 * The organization that one acts in.
 *
 * @param dockDefaults what new docks get where nothing else is said
 */
public record OwnOrganization(long id, String slug, String name, DockDefaults dockDefaults) {}
