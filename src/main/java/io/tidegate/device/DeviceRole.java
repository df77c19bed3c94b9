package io.tidegate.device;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a device may do in its workspace. */
public enum DeviceRole {
    /** Reads. */
    VIEWER,
    /** Writes, too. */
    EDITOR,
    /** As an editor; only for devices of owners and admins. */
    OWNER;

    /** As the database and REST write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean mayWrite() {
        return this != VIEWER;
    }

    /** The role of that word. */
    public static Optional<DeviceRole> find(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
