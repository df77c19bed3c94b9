package io.tidegate.console.page;

import io.tidegate.access.Permission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An entry of the navigation, shown to whom it has something to show. */
public enum Section {
    OVERVIEW("Overview", "/", null),
    ERRORS("Errors", "/errors", Permission.OPERATIONS_READ),
    CHANGES("Changes", "/changes", Permission.RESOURCES_READ),
    PLAYERS("Players", "/players", Permission.RESOURCES_READ),
    CONFLICTS("Conflicts", "/conflicts", Permission.RESOURCES_READ),
    DEVICES("Devices", "/devices", Permission.OPERATIONS_READ),
    ROUTES("Routes", "/routes", Permission.INSTANCE_READ);

    private final String title;
    private final String path;
    private final @Nullable Permission permission;

    Section(String title, String path, @Nullable Permission permission) {
        this.title = title;
        this.path = path;
        this.permission = permission;
    }

    public String title() {
        return title;
    }

    public String path() {
        return path;
    }

    /** Whether there is anything for them behind it. */
    public boolean isFor(Set<Permission> permissions) {
        return permission == null || permissions.contains(permission);
    }
}
