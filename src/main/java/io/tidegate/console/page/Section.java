package io.tidegate.console.page;

import io.tidegate.access.Permission;
import java.util.List;
import java.util.Set;

/** An entry of the navigation, shown to whom it has something to show. */
public enum Section {
    OVERVIEW("Overview", "/"),
    ERRORS("Errors", "/errors", Permission.OPERATIONS_READ),
    CHANGES("Changes", "/changes", Permission.RESOURCES_READ),
    PLAYERS("Players", "/players", Permission.RESOURCES_READ),
    CONNECTORS("Connectors", "/connectors", Permission.DOCKS_READ, Permission.INSTANCE_READ),
    CONFLICTS("Conflicts", "/conflicts", Permission.RESOURCES_READ),
    DEVICES("Devices", "/devices", Permission.DEVICES_READ),
    ROUTES("Routes", "/routes", Permission.INSTANCE_READ);

    private final String title;
    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // never changed, see the constructor
    private final List<Permission> anyOf;

    Section(String title, String path, Permission... anyOf) {
        this.title = title;
        this.path = path;
        this.anyOf = List.of(anyOf);
    }

    public String title() {
        return title;
    }

    public String path() {
        return path;
    }

    /** Whether there is anything for them behind it. */
    public boolean isFor(Set<Permission> permissions) {
        return anyOf.isEmpty() || anyOf.stream().anyMatch(permissions::contains);
    }
}
