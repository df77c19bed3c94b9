package io.tidegate.access;

import java.util.Arrays;
import java.util.Optional;

/** What a call may need. A token's scopes are named by the same words. */
public enum Permission {
    /** Records, their history, and exports of them. */
    RESOURCES_READ("resources:read", "read records and their history"),
    /** Players and other records with a local side: editing them, and settling conflicts. */
    RECORDS_WRITE("records:write", "edit players and other local records, and settle conflicts"),
    /** Docks, providers and how both are. */
    DOCKS_READ("docks:read", "read docks and providers"),
    /** Syncs on demand. */
    DOCKS_SYNC("docks:sync", "ask for a sync"),
    /** Adding, changing and removing docks, and their credentials. */
    DOCKS_WRITE("docks:write", "add, change and remove docks"),
    /** Where a job stands. */
    JOBS_READ("jobs:read", "read where jobs stand"),
    /** Events, errors, budgets, dead letters and deliveries. */
    OPERATIONS_READ("operations:read", "read events, errors, budgets, dead letters and deliveries"),
    /** Deciding about dead letters and held deletions. */
    OPERATIONS_WRITE("operations:write", "decide about dead letters and held deletions"),
    /** The organization itself. */
    ORGANIZATION_READ("organization:read", "read the organization"),
    ORGANIZATION_WRITE("organization:write", "change the organization"),
    /** Who belongs to it. */
    MEMBERS_READ("members:read", "read who belongs to the organization"),
    MEMBERS_WRITE("members:write", "invite, change and remove members"),
    /** Tokens: a member's own; everyone's with {@link #MEMBERS_WRITE}. */
    TOKENS_READ("tokens:read", "read one's tokens"),
    TOKENS_WRITE("tokens:write", "make and revoke one's tokens"),
    AUDIT_READ("audit:read", "read who did what"),
    /** Devices: a member's own; everyone's with {@link #OPERATIONS_READ}. */
    DEVICES_READ("devices:read", "read devices and how far they are"),
    /** The sync API of devices. */
    DEVICES_SYNC("devices:sync", "sync as a device"),
    /** Of the instance: routes, metrics, all organizations. No organization's role gives it. */
    INSTANCE_READ("instance:read", "read what concerns the whole instance"),
    INSTANCE_WRITE("instance:write", "change what concerns the whole instance");

    private final String word;
    private final String meaning;

    Permission(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** As scopes name it, such as {@code docks:read}. */
    public String word() {
        return word;
    }

    /** What it lets one do; goes on after "may not". */
    public String meaning() {
        return meaning;
    }

    /** The permission of that word. */
    public static Optional<Permission> find(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }
}
