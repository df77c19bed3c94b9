package io.tidegate.api.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a channel; null where it stays.
 *
 * @param rules an empty list: all
 * @param url a secret
 * @param secret that webhooks are signed with
 */
public record ChannelEdit(
        @Nullable String name,
        @Nullable Boolean enabled,
        @Nullable String severity,
        @Nullable List<String> rules,
        @Nullable Boolean resolved,
        @Nullable List<String> recipients,
        @Nullable String url,
        @Nullable String secret) {
    @Override
    public String toString() {
        return "ChannelEdit[" + name + "]";
    }
}
