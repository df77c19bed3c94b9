package io.tidegate.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How bad it is, the least first. */
public enum Severity {
    WARNING,
    CRITICAL;

    /** As tables and the API name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that word. */
    public static Optional<Severity> find(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Severity::word).toList();
    }
}
