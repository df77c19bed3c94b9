package io.tidegate.api.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be told of alerts.
 *
 * @param kind webhook, slack or mail
 * @param enabled true when null
 * @param severity at least; warning when null
 * @param rules null: all
 * @param resolved true when null
 * @param recipients of mail, 1 to 20
 * @param url of webhook and slack; a secret
 * @param secret that webhooks are signed with; made when null
 */
public record NewChannel(
        @Nullable String name,
        @Nullable String kind,
        @Nullable Boolean enabled,
        @Nullable String severity,
        @Nullable List<String> rules,
        @Nullable Boolean resolved,
        @Nullable List<String> recipients,
        @Nullable String url,
        @Nullable String secret) {
    @Override
    public String toString() {
        return "NewChannel[" + name + "]";
    }
}
