package io.tidegate.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of Tidegate.
 *
 * @param method such as {@code GET}
 * @param path decoded, with what stands before the version left out: {@code /docks/12}
 * @param query decoded parameters, each with all its values
 * @param headers by name in lower case
 * @param body the bytes as they came; empty when there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and requests are not compared
public record ApiRequest(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
    public ApiRequest {
        query = Map.copyOf(query);
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
        body = body.clone();
    }

    /** The same, as if an empty object had been sent. */
    ApiRequest withEmptyObject() {
        return new ApiRequest(method, path, query, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** A header's value, or null when it was not sent. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
