package io.tidegate.provider.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it will be sent, but for the credential.
 *
 * @param target path and query below the base URL, or a whole URL
 * @param body null when it has none
 */
public record ProviderRequest(
        String method,
        String target,
        Map<String, String> headers,
        @Nullable String contentType,
        @Nullable String body) {

    /** The same sent to another place: a link that the provider gave. */
    public ProviderRequest at(String link) {
        return new ProviderRequest(method, link, headers, contentType, body);
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
