package io.tidegate.access;

import static io.tidegate.access.Permission.DEVICES_READ;
import static io.tidegate.access.Permission.DEVICES_SYNC;
import static io.tidegate.access.Permission.DOCKS_READ;
import static io.tidegate.access.Permission.DOCKS_SYNC;
import static io.tidegate.access.Permission.INSTANCE_READ;
import static io.tidegate.access.Permission.INSTANCE_WRITE;
import static io.tidegate.access.Permission.JOBS_READ;
import static io.tidegate.access.Permission.OPERATIONS_READ;
import static io.tidegate.access.Permission.ORGANIZATION_READ;
import static io.tidegate.access.Permission.RECORDS_WRITE;
import static io.tidegate.access.Permission.RESOURCES_READ;
import static io.tidegate.access.Permission.TOKENS_READ;
import static io.tidegate.access.Permission.TOKENS_WRITE;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person is in an organization. What is not listed is not allowed. */
public enum Role {
    /** Everything; and only owners make and unmake owners. */
    OWNER(everything()),
    ADMIN(everything()),
    DEVELOPER(EnumSet.of(
            ORGANIZATION_READ, DOCKS_READ, RESOURCES_READ, DOCKS_SYNC, JOBS_READ, TOKENS_READ, TOKENS_WRITE)),
    SUPPORT(EnumSet.of(
            ORGANIZATION_READ,
            RESOURCES_READ,
            RECORDS_WRITE,
            OPERATIONS_READ,
            JOBS_READ,
            TOKENS_READ,
            TOKENS_WRITE,
            DEVICES_READ)),
    CLIENT(EnumSet.of(ORGANIZATION_READ, RESOURCES_READ, TOKENS_READ, TOKENS_WRITE)),
    DEVICE_USER(EnumSet.of(DEVICES_READ, DEVICES_SYNC));

    @SuppressWarnings("ImmutableEnumChecker") // never changed, see the constructor
    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    /** What it allows. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** As the database and REST write it, such as {@code device_user}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word. */
    public static Optional<Role> find(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    private static Set<Permission> everything() {
        return EnumSet.complementOf(EnumSet.of(INSTANCE_READ, INSTANCE_WRITE));
    }
}
