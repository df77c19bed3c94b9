package io.tidegate.alert.channel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a channel tells. */
public enum ChannelKind {
    /** JSON, signed. */
    WEBHOOK,
    /** JSON as Slack takes it, and what is compatible with it. */
    SLACK,
    MAIL;

    /** As tables, routes and the API name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it sends to a URL. */
    public boolean hasUrl() {
        return this != MAIL;
    }

    /** The one of that word. */
    public static Optional<ChannelKind> find(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ChannelKind::word).toList();
    }
}
